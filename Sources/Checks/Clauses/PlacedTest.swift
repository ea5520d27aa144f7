import Diagnostics
import Documents
import Queries
import Rules
import SourceText
import Values

/// A test of the query's expression with its place in the text.
final class PlacedTest: Sendable {
    let test: FieldTest
    let field: String
    /// Bytes of the query: of the value where the language tells it, else of the whole test.
    let span: ByteRange

    init(test: FieldTest, field: String, span: ByteRange) {
        self.test = test
        self.field = field
        self.span = span
    }

    /// What the test asks, as text; nil for one that asks for existence, for a range, or for `null`.
    var pattern: WildcardPattern? { WildcardPattern(test.comparison, ignoresCase: test.ignoresCase) }
}

extension PlacedTest {
    /// The tests of named fields in the order of the arena, each place and field once; empty while the text has errors.
    static func all(of clauses: QueryClauses, in query: RuleQuery?, _ checked: QueryView?) -> [PlacedTest] {
        guard !clauses.exprs.isEmpty else { return [] }
        var values: [Int: ByteRange] = [:]
        for test in checked?.tests ?? [] { values[test.value.range.end] = test.value.range }
        for filter in query?.tree.eql?.statement?.filters ?? [] {
            for literal in filter.condition.literals { values[literal.range.end] = literal.range }
        }
        struct Key: Hashable {
            var span: ByteRange
            var field: String

            // A field with wildcards represents many, so the place alone does not tell tests apart.
            func hash(into hasher: inout Hasher) {
                hasher.combine(span.start)
                hasher.combine(field.utf8.count)
                hasher.combine(field.utf8.last)
            }
        }
        // A value without a field asks every field, a field with wildcards those that fit; of none of them that says what
        // values the author expects there.
        var named: Set<String>?
        if let query, query.tree.eql == nil,
            query.facts.fields.contains(where: { $0.name.utf8.contains(UInt8(ascii: "*")) })
        {
            named = Set(query.facts.fields.map(\.name))
        }
        var free = Set((checked?.tests ?? []).filter { $0.field == nil }.map(\.value.range.start))
        for test in query?.tree.lucene?.root?.tests ?? [] where test.field == nil { free.insert(test.range.start) }
        var seen: Set<Key> = []
        var tests: [PlacedTest] = []
        for expr in clauses.exprs {
            for (index, node) in expr.nodes.enumerated() {
                guard case .test(let test) = node, case .named(let field) = test.field,
                    named?.contains(field) ?? true
                else { continue }
                let span = expr.spans[index]
                if free.contains(span.start) { continue }
                guard seen.insert(Key(span: span, field: field)).inserted else { continue }
                let value = values[span.end].flatMap { span.contains($0) ? $0 : nil }
                tests.append(PlacedTest(test: test, field: field, span: value ?? span))
            }
        }
        return tests
    }
}

extension RuleView {

    /// The edit that writes another value where a literal is, in the quotes that it has; nil where the place is more
    /// than the literal.
    func edit(_ literal: Literal, at span: ByteRange, to text: String) -> Edit? {
        guard let query else { return nil }
        let written = Array(query.text.text.utf8)[span.start..<span.end]
        let inner = written.first == UInt8(ascii: "\"") ? written.dropFirst().dropLast() : written
        guard inner.elementsEqual(literal.text.utf8) else { return nil }
        return ScalarEdits.replace(inner.startIndex..<inner.endIndex, of: query.text.scalar, with: text)
    }
}

extension EQLNode {
    /// The literals of the node and of all below it.
    fileprivate var literals: [EQLLiteral] {
        var found: [EQLLiteral] = []
        var open = [self]
        while let node = open.popLast() {
            if case .literal(let literal) = node { found.append(literal) }
            if case .match(_, _, let literals, _) = node { found += literals }
            open += node.parts
        }
        return found
    }
}

package import Diagnostics
import Documents
package import Queries
package import Rules
package import SourceText

/// The query of a rule, for the checks that look into it.
package final class QueryView: Sendable {
    package let query: RuleQuery
    package let source: SourceFile
    /// The query's text as bytes.
    package let bytes: [UInt8]
    /// Every test of a KQL query, in the order of the text.
    package let tests: [QueryTest]
    /// The operators of other languages in a KQL query, in the order of the text.
    package let foreignSyntax: [ForeignSyntax]
    /// Of a KQL query with issues: the field of the test whose value begins at an offset.
    let fieldPlaces: [Int: ByteRange]
    /// Of another query with issues: where each field is used, in the order of the text.
    let fieldUses: [String: [ByteRange]]

    /// The query of a rule, where its type has the language and the text is without syntax errors.
    package convenience init?(_ query: RuleQuery?, of rule: Rule, in source: SourceFile) {
        guard let query, Self.isOf(query, rule), query.tree.issues.isEmpty else { return nil }
        self.init(query, in: source) { _ in true }
    }

    /// What could be read of a query with syntax errors, without the clauses that they are in; nil at a limit.
    ///
    /// Only for checks that look at one field or value at a time: what a broken query matches as a whole is unknown.
    convenience init?(recovering query: RuleQuery?, of rule: Rule, in source: SourceFile) {
        guard let query, Self.isOf(query, rule), !query.tree.issues.contains(where: { $0.cause == .limit })
        else { return nil }
        let broken = BrokenClauses(query.issues, in: query.text.text, hasStages: query.tree.eql != nil)
        var facts = query.facts
        facts.fields.removeAll { broken.touches($0.range) }
        let issues = query.issues.filter { $0.cause?.isAboutOneName == true && !broken.touches($0.range) }
        let sound = RuleQuery(
            text: query.text, tree: query.tree, facts: facts, fields: query.fields, exprs: [], issues: issues)
        self.init(sound, in: source) { !broken.touches($0) }
    }

    /// Whether the rule's type has queries in the language.
    private static func isOf(_ query: RuleQuery, _ rule: Rule) -> Bool {
        rule.elastic.type.map { query.isOf($0.value) } ?? true
    }

    private init(_ query: RuleQuery, in source: SourceFile, isKept: (ByteRange) -> Bool) {
        var walk = TestWalk()
        if let root = query.tree.kql?.root { walk.visit(root, path: "", isNegated: false) }
        self.query = query
        self.source = source
        bytes = Array(query.text.text.utf8)
        tests = walk.tests.filter { isKept($0.value.range) }
        var places: [Int: ByteRange] = [:]
        var uses: [String: [ByteRange]] = [:]
        if !query.issues.isEmpty {
            for test in tests { places[test.value.range.start] = test.field?.range }
            if query.tree.kql == nil {
                for use in query.facts.fields { uses[use.name, default: []].append(use.range) }
            }
        }
        fieldPlaces = places
        fieldUses = uses.mapValues { $0.sorted() }
        foreignSyntax = query.tree.kql.map { KQL.foreignSyntax(in: $0).filter { isKept($0.range) } } ?? []
    }

    /// The bytes of the file that a range of the query came from.
    package func range(_ range: ByteRange) -> ByteRange { query.text.sourceRange(range) }

    /// The query's text between two of its offsets.
    package func text(_ range: ByteRange) -> String {
        let start = min(range.start, bytes.count)
        return String(decoding: bytes[start..<max(start, min(range.end, bytes.count))], as: UTF8.self)
    }

    /// The edit that replaces a range of the query; nil where the string cannot hold the text as it is, or where the
    /// range is not written byte for byte (then escapes would be lost).
    package func edit(_ range: ByteRange, _ text: String) -> Edit? {
        Self.edit(range, text, of: query, written: self.text(range), in: source)
    }

    private static func edit(
        _ range: ByteRange, _ text: String, of query: RuleQuery, written: String, in source: SourceFile
    ) -> Edit? {
        let place = query.text.sourceRange(range)
        guard source.text(place).utf8.elementsEqual(written.utf8) else { return nil }
        return ScalarEdits.replace(range.start..<range.end, of: query.text.scalar, with: text)
    }

    /// Adds the fix that an issue knows; the query may have syntax errors.
    static func fixed(
        _ result: Diagnostic, _ issue: Diagnostic, _ query: RuleQuery, _ view: RuleView
    ) -> Diagnostic {
        guard let text = issue.replacement else { return result }
        let bytes = query.text.text.utf8
        let start = bytes.index(bytes.startIndex, offsetBy: min(issue.range.start, bytes.count))
        let written = String(Substring(bytes[start...].prefix(issue.range.count)))
        let edit = edit(issue.range, text, of: query, written: written, in: view.source)
        let title = text.isEmpty ? "remove `\(written)`" : "write `\(text)`"
        return result.fix(edit.map { Fix(title, .unsafe, $0) })
    }
}

extension Check {
    /// Passes on what is wrong with the query's fields and values: the issues of one kind.
    static func forwardIssues(
        _ view: RuleView, _ findings: inout Findings, _ isReported: (Diagnostic.Cause) -> Bool
    ) {
        guard let query = view.recoveredQuery else { return }
        for issue in query.query.issues where issue.cause.map(isReported) == true {
            let result = finding(view, at: query.range(issue.range), issue.message)
            findings.add(QueryView.fixed(result, issue, query.query, view).help(issue.help))
        }
    }
}

extension Check {
    /// Passes on the operators of other languages of one kind.
    static func forwardForeignSyntax(_ view: RuleView, _ findings: inout Findings, _ kind: ForeignSyntax.Kind) {
        guard let query = view.recoveredQuery else { return }
        for foreign in query.foreignSyntax where foreign.kind == kind && !findings.isFull {
            var result = finding(view, at: query.range(foreign.range), foreign.message, label: foreign.label)
                .help(foreign.help)
            if let meant = foreign.replacement, let edit = query.edit(meant.range, meant.text) {
                result = result.fix(Fix(meant.title, .unsafe, edit))
            }
            findings.add(result)
        }
    }
}

/// One comparison of a query.
package struct QueryTest: Sendable {
    /// The field as written, without the nested path around it; nil for free text.
    package var field: KQLValue?
    /// The absolute name of the field, where it is a plain name.
    package var name: String?
    package var value: KQLValue
    /// Whether it is a comparison by `<` or `>`.
    package var isRange: Bool
    package var isNegated: Bool
}

extension RuleView {
    /// The query, where it is KQL without syntax errors.
    package var kql: QueryView? {
        guard case .kql? = checkedQuery?.query.tree else { return nil }
        return checkedQuery
    }

    /// The query, where it is Lucene without syntax errors.
    package var lucene: LuceneQuery? { checkedQuery?.query.tree.lucene }

    /// The query, where it is EQL without syntax errors.
    package var eql: QueryView? {
        guard case .eql? = checkedQuery?.query.tree else { return nil }
        return checkedQuery
    }
}

/// Depth is bounded by the parser's limit.
private struct TestWalk {
    var tests: [QueryTest] = []

    mutating func visit(_ node: KQLNode, path: String, isNegated: Bool) {
        switch node {
        case .or(let parts, _), .and(let parts, _):
            for part in parts { visit(part, path: path, isNegated: isNegated) }
        case .not(let part, _): visit(part, path: path, isNegated: !isNegated)
        case .nested(let name, let part, _):
            visit(part, path: path + (name.plainText.map { $0 + "." } ?? ""), isNegated: isNegated)
        case .is(let field, let value, _): add(field, value, path, isRange: false, isNegated)
        case .range(let field, _, let value, _): add(field, value, path, isRange: true, isNegated)
        }
    }

    private mutating func add(
        _ field: KQLValue?, _ value: KQLValue, _ path: String, isRange: Bool, _ isNegated: Bool
    ) {
        let name = field?.plainText.map { path + $0 }
        tests.append(QueryTest(field: field, name: name, value: value, isRange: isRange, isNegated: isNegated))
    }
}

extension KQLValue {
    /// The text of a plain name or value; nil for one with wildcards and for `null`.
    package var plainText: String? {
        switch content {
        case .string(let text, _): text
        case .boolean(let value): value ? "true" : "false"
        case .wildcard, .null: nil
        }
    }
}

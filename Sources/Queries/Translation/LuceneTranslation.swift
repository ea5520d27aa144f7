import Schemas
import SourceText

/// An expression in Lucene's syntax.
struct LuceneTranslation: Translator {
    typealias Node = LuceneNode

    var parts: TranslationParts

    /// nil after a refusal.
    static func text(of parts: inout TranslationParts) -> String? {
        var translation = LuceneTranslation(parts: parts)
        let root = translation.node(parts.expr.root)
        parts = translation.parts
        guard let root else { return nil }
        let text = Lucene.print(root)
        return parts.proven(text, Lucene.parse(text).root?.withoutRanges == root)
    }

    private init(parts: TranslationParts) { self.parts = parts }

    private static let nowhere = ByteRange(at: 0)

    mutating func constant(_ value: Bool) -> LuceneNode {
        let all = LuceneNode.test(LuceneTest(nil, .matchAll, Self.nowhere))
        return value ? all : not(all)
    }

    mutating func all(_ nodes: [LuceneNode]) -> LuceneNode {
        .clauses(nodes.map { Self.prohibited($0) ?? LuceneClause(.must, $0) }, boost: nil, Self.nowhere)
    }

    mutating func any(_ nodes: [LuceneNode]) -> LuceneNode {
        .clauses(nodes.map { LuceneClause(.should, $0) }, boost: nil, Self.nowhere)
    }

    mutating func not(_ node: LuceneNode) -> LuceneNode {
        Self.prohibited(node)?.node ?? .clauses([LuceneClause(.mustNot, node)], boost: nil, Self.nowhere)
    }

    /// The clause of a list that has no other and prohibits.
    private static func prohibited(_ node: LuceneNode) -> LuceneClause? {
        guard case .clauses(let clauses, boost: nil, _) = node, clauses.count == 1,
            clauses[0].occurrence == .mustNot
        else { return nil }
        return clauses[0]
    }

    mutating func nested(_ path: String, _ inner: ExprID, _ id: ExprID) -> LuceneNode? {
        refuse(
            .nestedObjects, id, "Lucene's syntax does not see into the objects of the nested field `\(path)`",
            help: "KQL has `\(path):{ … }`, the Query DSL `nested`")
    }

    // MARK: tests

    mutating func test(_ test: FieldTest, _ id: ExprID) -> LuceneNode? {
        let test = test.simplified
        var field: LuceneField?
        if test.field != .any {
            guard let name = Self.name(test.field) else {
                return refuse(.fieldName, id, "Lucene has no form for the field name `\(test.shownField.shown)`")
            }
            field = LuceneField(name, Self.nowhere)
        }
        if test.needsIgnoredCase { return regex(ignoringCaseOf: test, field, id) }
        switch test.comparison {
        case .equals(let literal) where literal.kind == .allWords: return allWords(literal, test, field, id)
        default: return question(test, field, id).map { Self.node(field, $0) }
        }
    }

    private static func node(_ field: LuceneField?, _ question: LuceneTest.Question) -> LuceneNode {
        .test(LuceneTest(field, question, nowhere))
    }

    /// nil for names that mean something else where a name is.
    private static func name(_ field: FieldSelector) -> String? {
        let name: String
        switch field {
        case .named(let text):
            if text.utf8.contains(UInt8(ascii: "*")) { return nil }
            name = text
        case .matching(let pattern):
            guard !pattern.parts.contains(.oneCharacter), pattern.plainText == nil, !pattern.isLoneStar,
                !pattern.hasLiteral({ $0.utf8.contains(UInt8(ascii: "*")) })
            else { return nil }
            name = pattern.display
        case .any: return nil
        }
        return name.isEmpty || name == "_exists_" ? nil : name
    }

    private mutating func question(
        _ test: FieldTest, _ field: LuceneField?, _ id: ExprID
    ) -> LuceneTest.Question? {
        switch test.comparison {
        case .exists:
            if field != nil { return .exists }
            return parts.refuse(.freeText, id, "Lucene has no test that any field exists")
        case .equals(let literal): return equals(literal, test, field, id)
        case .fits(let pattern): return fits(pattern, id)
        case .compares(let relation, let literal):
            guard let bound = bound(RangeBound(relation, literal), id) else { return nil }
            return switch relation {
            case .greater, .greaterOrEqual: .range(lower: bound, upper: nil)
            case .less, .lessOrEqual: .range(lower: nil, upper: bound)
            }
        case .between(let low, let high):
            guard let lower = bound(low, id), let upper = bound(high, id) else { return nil }
            return .range(lower: lower, upper: upper)
        case .matches(let regex): return self.regex(regex.text(inSlashes: true), id)
        case .resembles(let term):
            if term.text.isEmpty { return parts.refuse(.value, id, "Lucene has no fuzzy term without characters") }
            return .fuzzy(term.text, .edits(term.edits))
        case .near(let text, let slop): return .phrase(text, slop: slop)
        }
    }

    private mutating func equals(
        _ literal: Literal, _ test: FieldTest, _ field: LuceneField?, _ id: ExprID
    ) -> LuceneTest.Question? {
        switch literal.kind {
        case .null:
            return parts.refuse(
                .nullValue, id, "Elasticsearch refuses to compare with `null`, which Lucene would read as a word",
                help: "for events without the field write `NOT \(test.shownField.shown):*`")
        case .phrase, .exact: return .phrase(literal.text, slop: 0)
        case .anyWord, .allWords, .boolean, .number: break
        }
        // Bare text that would be nothing, or be read as a range.
        let isOdd =
            literal.text.isEmpty
            || field != nil && literal.text.unicodeScalars.first.map { "<>".unicodeScalars.contains($0) } == true
        guard isOdd else { return .text(literal.text) }
        guard test.isKnownWhole || literal.text.isEmpty else {
            return parts.refuse(.value, id, "Lucene reads the bare text `\(literal.text.shown)` as a range")
        }
        return .phrase(literal.text, slop: 0)
    }

    private mutating func allWords(
        _ literal: Literal, _ test: FieldTest, _ field: LuceneField?, _ id: ExprID
    ) -> LuceneNode? {
        if literal.isOneWord { return Self.node(field, .text(literal.text)) }
        if test.isKnownWhole { return Self.node(field, .phrase(literal.text, slop: 0)) }
        guard let words = literal.plainWords, field != nil, !test.types.isEmpty,
            test.types.allSatisfy({ $0.family == .text })
        else {
            return refuse(
                .allWords, id,
                "all words of `\(literal.text.shown)` need the default operator AND, which a text cannot set")
        }
        return all(words.map { Self.node(field, .text($0)) })
    }

    private mutating func fits(_ pattern: WildcardText, _ id: ExprID) -> LuceneTest.Question? {
        if pattern.plainText != nil {
            return parts.refuse(
                .value, id, "Lucene compares the text `\(pattern.display.shown)` by its words, not as one word")
        }
        if case .literal(let text)? = pattern.parts.first, pattern.parts == [.literal(text), .anyCharacters],
            !text.isEmpty
        {
            return .prefix(text)
        }
        // One star alone asks whether the field exists, two for a text.
        let parts = pattern.isLoneStar ? [.anyCharacters, .anyCharacters] : pattern.parts
        return .wildcard(Self.text(of: WildcardText(parts)))
    }

    /// A pattern with its literal parts escaped.
    static func text(of pattern: WildcardText) -> String { pattern.parts.map(escaped).joined() }

    private static func escaped(_ part: WildcardText.Part) -> String {
        switch part {
        case .anyCharacters: return "*"
        case .oneCharacter: return "?"
        case .literal(let text):
            var escaped = String.UnicodeScalarView()
            for scalar in text.unicodeScalars {
                let isSign = (scalar == "+" || scalar == "-") && escaped.isEmpty
                if isSign || scalar == "/" || LucenePrinter.isSpecial(scalar) { escaped.append("\\") }
                escaped.append(scalar)
            }
            return String(escaped)
        }
    }

    private mutating func bound(_ bound: RangeBound, _ id: ExprID) -> LuceneBound? {
        let text = bound.literal.text
        if bound.literal.kind == .null {
            return parts.refuse(.nullValue, id, "Elasticsearch refuses a range with `null`")
        }
        guard text != "*", !text.isEmpty else {
            return parts.refuse(.value, id, "Lucene reads the bound `\(text.shown)` as an open side")
        }
        return LuceneBound(text, isInclusive: bound.relation == .greaterOrEqual || bound.relation == .lessOrEqual)
    }

    // MARK: regular expressions

    /// A test without regard to case as an expression that lists both forms of each letter.
    private mutating func regex(ignoringCaseOf test: FieldTest, _ field: LuceneField?, _ id: ExprID) -> LuceneNode? {
        guard test.comparesTexts, let node = test.comparison.ignoringCase else {
            return refuse(
                .ignoredCase, id, "Lucene's syntax compares `\(test.shownField.shown)` with regard to case",
                help: "EQL and the Query DSL can ignore it")
        }
        return regex(RegexPrinter.text(of: node), id).map { Self.node(field, $0) }
    }

    private mutating func regex(_ text: String, _ id: ExprID) -> LuceneTest.Question? {
        guard text.utf16.count <= Regex.maximumLength else {
            return parts.refuse(
                .limit, id,
                "as a regular expression it is longer than Elasticsearch's limit of \(Regex.maximumLength.grouped) characters"
            )
        }
        return .regex(text)
    }
}

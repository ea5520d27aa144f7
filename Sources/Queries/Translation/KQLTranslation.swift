import Schemas
import SourceText
import Values

/// An expression as KQL.
struct KQLTranslation: Translator {
    typealias Node = KQLNode

    var parts: TranslationParts
    /// The nested path of the braces around the node at hand; names inside are written without it.
    private var path: String?

    /// nil after a refusal.
    static func text(of parts: inout TranslationParts) -> String? {
        var translation = KQLTranslation(parts: parts)
        let root = translation.node(parts.expr.root)
        parts = translation.parts
        guard let root else { return nil }
        let text = KQL.print(root)
        let again = KQL.parse(text)
        return parts.proven(text, again.issues.isEmpty && again.root != nil)
    }

    private init(parts: TranslationParts) { self.parts = parts }

    private static let nowhere = ByteRange(at: 0)

    mutating func constant(_ value: Bool) -> KQLNode {
        let star = KQLValue(.wildcard(WildcardText([.anyCharacters])), Self.nowhere)
        let all = KQLNode.is(field: star, value: star, Self.nowhere)
        return value ? all : .not(all, Self.nowhere)
    }

    mutating func all(_ nodes: [KQLNode]) -> KQLNode { .and(nodes, Self.nowhere) }
    mutating func any(_ nodes: [KQLNode]) -> KQLNode { .or(nodes, Self.nowhere) }

    mutating func not(_ node: KQLNode) -> KQLNode {
        if case .not(let inner, _) = node { inner } else { .not(node, Self.nowhere) }
    }

    mutating func nested(_ path: String, _ inner: ExprID, _ id: ExprID) -> KQLNode? {
        // An object elsewhere is not seen from here.
        guard let name = local(path) else { return constant(false) }
        let outer = self.path
        self.path = path
        defer { self.path = outer }
        return node(inner).map { .nested(path: Self.plain(name), $0, Self.nowhere) }
    }

    /// A name without the path of the braces; nil where it is outside of them.
    private func local(_ name: String) -> String? {
        guard let path else { return name }
        guard name.utf8.starts(with: "\(path).".utf8) else { return nil }
        return String(decoding: name.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self)
    }

    private static func plain(_ text: String) -> KQLValue { KQLValue(.string(text, quoted: text.isEmpty), nowhere) }

    // MARK: tests

    mutating func test(_ test: FieldTest, _ id: ExprID) -> KQLNode? {
        let test = test.simplified
        if test.needsIgnoredCase {
            return refuse(
                .ignoredCase, id, "KQL compares `\(test.shownField.shown)` with regard to case",
                help: "Lucene can say it with a regular expression, EQL with `:`")
        }
        let field: KQLValue?
        switch test.field {
        case .named(let name):
            guard let name = local(name) else { return constant(false) }
            field = Self.plain(name)
        case .matching(let pattern):
            guard let name = fieldPattern(pattern) else {
                return refuse(.fieldName, id, "KQL has no form for fields like `\(pattern.display.shown)` here")
            }
            field = name
        case .any:
            // Inside braces Kibana makes a field of its own of it.
            guard path == nil else { return refuse(.freeText, id, "a value without a field is lost inside braces") }
            field = nil
        }
        return comparison(test, field, id)
    }

    private func fieldPattern(_ pattern: WildcardText) -> KQLValue? {
        var pattern = pattern
        if let path {
            guard case .literal(let first)? = pattern.parts.first, first.utf8.starts(with: "\(path).".utf8) else {
                return nil
            }
            let rest = String(decoding: first.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self)
            pattern.parts.replaceSubrange(0..<1, with: rest.isEmpty ? [] : [.literal(rest)])
        }
        guard !pattern.parts.contains(.oneCharacter), pattern.plainText == nil, !pattern.isLoneStar,
            Self.keepsEdges(pattern)
        else { return nil }
        return KQLValue(.wildcard(pattern), Self.nowhere)
    }

    /// Kibana takes whitespace off the ends of bare text, also if it was escaped.
    private static func keepsEdges(_ pattern: WildcardText) -> Bool {
        let (first, last) = pattern.edges
        return first.unicodeScalars.first.map { KQLCharacters.isTrimmed($0.value) } != true
            && last.unicodeScalars.last.map { KQLCharacters.isTrimmed($0.value) } != true
    }

    private mutating func comparison(_ test: FieldTest, _ field: KQLValue?, _ id: ExprID) -> KQLNode? {
        switch test.comparison {
        case .exists:
            guard field != nil else { return refuse(.freeText, id, "KQL has no test that any field exists") }
            let star = KQLValue(.wildcard(WildcardText([.anyCharacters])), Self.nowhere)
            return .is(field: field, value: star, Self.nowhere)
        case .equals(let literal): return equals(literal, test, field, id)
        case .fits(let pattern): return fits(pattern, test, field, id)
        case .compares(let relation, let literal):
            guard let field else { return refuse(.freeText, id, "a range in KQL names its field") }
            return .range(field: field, relation, value: Self.bound(literal), Self.nowhere)
        case .between(let low, let high):
            guard let block = IPRange(low, high)?.text, test.types.allSatisfy({ $0 == .ip }), !test.types.isEmpty else {
                return refuse(
                    .twoSidedRange, id,
                    "KQL has no range with two sides: `\(test.shownField.shown) \(low.relation.rawValue) … and \(test.shownField.shown) \(high.relation.rawValue) …` may be met by two values of an array",
                    help: "where the field has one value at most, write the two sides as tests of their own")
            }
            return .is(field: field, value: Self.plain(block), Self.nowhere)
        case .matches(let regex):
            return refuse(
                .regularExpression, id, "KQL has no counterpart of the regular expression `\(regex.text.shown)`")
        case .resembles(let term):
            return refuse(.fuzziness, id, "KQL has no counterpart of the fuzzy term `\(term.text.shown)~\(term.edits)`")
        case .near(let text, let slop):
            return refuse(
                .proximity, id, "KQL has no counterpart of `~\(slop)`: the words of `\(text.shown)` near each other")
        }
    }

    private mutating func equals(
        _ literal: Literal, _ test: FieldTest, _ field: KQLValue?, _ id: ExprID
    ) -> KQLNode? {
        func node(_ content: KQLValue.Content) -> KQLNode {
            .is(field: field, value: KQLValue(content, Self.nowhere), Self.nowhere)
        }
        switch literal.kind {
        case .null: return node(.null)
        case .boolean, .anyWord, .number: break
        case .phrase, .exact: return node(.string(literal.text, quoted: true))
        case .allWords:
            if literal.isOneWord { break }
            if test.isKnownWhole { return node(.string(literal.text, quoted: true)) }
            guard let words = literal.plainWords, field != nil, !test.types.isEmpty,
                test.types.allSatisfy({ $0.family == .text })
            else {
                return refuse(.allWords, id, "KQL cannot require all words of `\(literal.text.shown)`, in any order")
            }
            return .and(words.map { node(.string($0, quoted: false)) }, Self.nowhere)
        }
        let bytes = Array(literal.text.utf8)
        switch literal.text {
        case "true", "false": return node(.boolean(literal.text == "true"))
        case "null": return node(.string(literal.text, quoted: true))
        case "": return node(.string("", quoted: true))
        case _ where KQLCharacters.trimmed(bytes, 0..<bytes.count) == 0..<bytes.count:
            return node(.string(literal.text, quoted: false))
        // Quotes keep whitespace at the ends, and are a phrase to analyzed text.
        case _ where test.isKnownWhole: return node(.string(literal.text, quoted: true))
        default:
            return refuse(
                .value, id, "KQL cannot begin or end a bare value such as `\(literal.text.shown)` with white space")
        }
    }

    private mutating func fits(
        _ pattern: WildcardText, _ test: FieldTest, _ field: KQLValue?, _ id: ExprID
    ) -> KQLNode? {
        if pattern.parts.contains(.oneCharacter) {
            return refuse(
                .oneCharacter, id, "KQL has no wildcard for one character: `?` in `\(pattern.display.shown)`",
                help: "Lucene and EQL have it")
        }
        guard pattern.plainText == nil else {
            return refuse(.value, id, "KQL compares the text `\(pattern.display.shown)` by its words, not as one word")
        }
        if test.types != [.keyword], pattern.hasLiteral({ $0.unicodeScalars.contains(where: TextShape.isLuceneBlank) })
        {
            return refuse(
                .blankInPattern, id,
                "KQL splits the pattern `\(pattern.display.shown)` at its spaces, because `\(test.shownField.shown)` is not a plain keyword"
            )
        }
        guard Self.keepsEdges(pattern) else {
            return refuse(
                .value, id, "KQL cannot begin or end a pattern such as `\(pattern.display.shown)` with white space")
        }
        // One star alone asks for any value, two for a text.
        let pattern = pattern.isLoneStar ? WildcardText([.anyCharacters, .anyCharacters]) : pattern
        return .is(field: field, value: KQLValue(.wildcard(pattern), Self.nowhere), Self.nowhere)
    }

    private static func bound(_ literal: Literal) -> KQLValue {
        switch literal.kind {
        case .null: KQLValue(.null, nowhere)
        case .boolean: KQLValue(.boolean(literal.text == "true"), nowhere)
        case .phrase, .exact, .anyWord, .allWords, .number: KQLValue(.string(literal.text, quoted: false), nowhere)
        }
    }
}

import Schemas
import SourceText
import Values

/// An expression as an EQL query of any event.
struct EQLTranslation: Translator {
    typealias Node = EQLNode

    var parts: TranslationParts

    /// nil after a refusal.
    static func text(of parts: inout TranslationParts) -> String? {
        var translation = EQLTranslation(parts: parts)
        let root = translation.node(parts.expr.root)
        parts = translation.parts
        guard let root else { return nil }
        let filter = EQLFilter(EQLCategory(nil, EQL.nowhere), root, EQL.nowhere)
        let text = EQL.print(EQLQuery(text: "", statement: .event(filter), issues: []))
        let again = EQL.parse(text)
        return parts.proven(text, again.issues.isEmpty && again.statement != nil)
    }

    private init(parts: TranslationParts) { self.parts = parts }

    private static let nowhere = EQL.nowhere

    mutating func constant(_ value: Bool) -> EQLNode { .literal(EQLLiteral(.boolean(value), Self.nowhere)) }

    // A chain of one word is one node, as the parser makes it.

    mutating func all(_ nodes: [EQLNode]) -> EQLNode {
        .and(nodes.flatMap { if case .and(let inner, _) = $0 { inner } else { [$0] } }, Self.nowhere)
    }

    mutating func any(_ nodes: [EQLNode]) -> EQLNode {
        Self.list(nodes) ?? .or(nodes.flatMap { if case .or(let inner, _) = $0 { inner } else { [$0] } }, Self.nowhere)
    }

    mutating func not(_ node: EQLNode) -> EQLNode {
        switch node {
        case .comparison(let field, .equal, let value, let range): .comparison(field, .notEqual, value, range)
        case .comparison(let field, .notEqual, let value, let range): .comparison(field, .equal, value, range)
        case .list(let field, let values, let isNegated, let ignoresCase, let range):
            .list(field, values, isNegated: !isNegated, ignoresCase: ignoresCase, range)
        case .literal(let literal) where literal.content == .boolean(true): constant(false)
        case .literal(let literal) where literal.content == .boolean(false): constant(true)
        case .not(let inner, _): inner
        default: .not(node, Self.nowhere)
        }
    }

    /// Alternatives of one field as a list: values, or patterns of one kind.
    private static func list(_ nodes: [EQLNode]) -> EQLNode? {
        var values: [EQLNode] = []
        var patterns: [EQLLiteral] = []
        var common: (field: EQLNode, matcher: EQLMatcher?)?
        for node in nodes {
            switch node {
            case .comparison(let field, .equal, .literal(let literal), _) where literal.content != .null:
                guard common == nil || common?.field == field && common?.matcher == nil else { return nil }
                common = (field, nil)
                values.append(.literal(literal))
            case .match(let field, let matcher, let literals, _):
                guard common == nil || common?.field == field && common?.matcher == matcher else { return nil }
                common = (field, matcher)
                patterns += literals
            default: return nil
            }
        }
        guard let common else { return nil }
        if let matcher = common.matcher { return .match(common.field, matcher, patterns, nowhere) }
        return .list(common.field, values, isNegated: false, ignoresCase: false, nowhere)
    }

    mutating func nested(_ path: String, _ inner: ExprID, _ id: ExprID) -> EQLNode? {
        refuse(
            .nestedObjects, id, "EQL does not read the objects of the nested field `\(path)`",
            help: "KQL has `\(path):{ … }`, the Query DSL `nested`")
    }

    // MARK: tests

    mutating func test(_ test: FieldTest, _ id: ExprID) -> EQLNode? {
        let test = test.simplified
        switch test.field {
        case .any:
            return refuse(.freeText, id, "EQL has no value without a field", help: "name the field")
        case .matching(let pattern):
            return refuse(.fieldName, id, "EQL has no field names with wildcards such as `\(pattern.display.shown)`")
        case .named(let name):
            guard !name.isEmpty else { return refuse(.fieldName, id, "EQL has no field without a name") }
            let field = EQLNode.field(EQLField(Self.parts(of: name), Self.nowhere))
            return self.test(test, Subject(field, name), id)
        }
    }

    /// What is asked.
    struct Subject {
        var field: EQLNode
        var name: String

        init(_ field: EQLNode, _ name: String) {
            self.field = field
            self.name = name
        }
    }

    /// Names between dots; one with nothing between two of them is in backquotes as a whole.
    static func parts(of name: String) -> [String] {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return parts.contains("") ? [name] : parts
    }

    private mutating func test(_ test: FieldTest, _ subject: Subject, _ id: ExprID) -> EQLNode? {
        // A field that no schema knows is a keyword.
        let family = test.types.first?.family ?? .keyword
        guard test.types.allSatisfy({ $0.family == family }) else {
            return refuse(
                .mixedTypes, id, "indices disagree about the type of `\(subject.name.shown)`, which EQL refuses")
        }
        switch family {
        case .text:
            return refuse(
                .analysedText, id, "`\(subject.name.shown)` is analyzed text, and EQL compares whole values",
                help: "name a keyword sub-field, if the mapping has one")
        case .range, .flattened, .object, .other:
            if let type = test.types.first(where: { $0 != .version }) {
                return refuse(.fieldType, id, "EQL does not read `\(subject.name.shown)`, which is \(type.phrase)")
            }
        case .keyword, .ip, .integer, .float, .date, .boolean: break
        }
        return comparison(test, family, subject, id)
    }

    private mutating func comparison(
        _ test: FieldTest, _ family: FieldType.Family, _ subject: Subject, _ id: ExprID
    ) -> EQLNode? {
        switch test.comparison {
        case .exists:
            return .comparison(subject.field, .notEqual, .literal(EQLLiteral(.null, Self.nowhere)), Self.nowhere)
        case .equals(let literal): return equals(literal, test, family, subject, id)
        case .fits(let pattern):
            guard family == .keyword else { return noPattern(subject, "pattern", id) }
            return fits(pattern, test, subject, id)
        case .matches(let regex):
            guard family == .keyword else { return noPattern(subject, "regular expression", id) }
            return match(subject, .regex, regex.text())
        case .compares(let relation, let literal):
            guard !parts.isNegated else {
                return refuse(
                    .negatedRange, id,
                    "`not` before a range: Elasticsearch turns `not \(subject.name.shown) \(relation.rawValue) …` of EQL round, which excludes events without `\(subject.name.shown)`",
                    help: "where every event has the field, write the opposite comparison")
            }
            guard let value = value(of: literal, family, subject, isRange: true, id) else { return nil }
            return .comparison(subject.field, Self.comparison(relation), value, Self.nowhere)
        case .between(let low, let high):
            if family == .ip, let block = IPRange(low, high)?.text { return blocks(block, subject) }
            return refuse(
                .twoSidedRange, id,
                "EQL has no range with two sides: `\(subject.name.shown) \(low.relation.rawValue) … and \(subject.name.shown) \(high.relation.rawValue) …` may be met by two values of an array",
                help: "where the field has one value at most, write the two sides as comparisons of their own")
        case .resembles(let term):
            return refuse(.fuzziness, id, "EQL has no counterpart of the fuzzy term `\(term.text.shown)~\(term.edits)`")
        case .near(let text, let slop):
            return refuse(
                .proximity, id, "EQL has no counterpart of `~\(slop)`: the words of `\(text.shown)` near each other")
        }
    }

    static func comparison(_ relation: RangeOperator) -> EQLComparison {
        switch relation {
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }

    private mutating func noPattern(_ subject: Subject, _ word: String, _ id: ExprID) -> EQLNode? {
        refuse(.value, id, "EQL does not compare `\(subject.name.shown)` with a \(word): the field is not a string")
    }

    private mutating func equals(
        _ literal: Literal, _ test: FieldTest, _ family: FieldType.Family, _ subject: Subject, _ id: ExprID
    ) -> EQLNode? {
        if literal.kind == .null {
            return refuse(
                .nullValue, id,
                "Elasticsearch refuses to compare with `null` here, but in EQL `\(subject.name.shown) == null` matches events without the field"
            )
        }
        if literal.kind == .allWords, !literal.isOneWord, !test.isKnownWhole {
            return refuse(.allWords, id, "EQL cannot require all words of `\(literal.text.shown)`, in any order")
        }
        if family == .ip, literal.text.utf8.contains(UInt8(ascii: "/")) {
            guard ValueShape.mismatch(of: literal, as: .ip, inRange: false) == nil else {
                return misfit(literal, subject, id)
            }
            return blocks(literal.text, subject)
        }
        if test.needsIgnoredCase {
            // `:` would take wildcards, `in~` takes the value as it is written.
            let text = EQLLiteral(.string(literal.text), Self.nowhere)
            if Self.hasWildcard(literal.text) {
                return .list(subject.field, [.literal(text)], isNegated: false, ignoresCase: true, Self.nowhere)
            }
            return match(subject, .colon, literal.text)
        }
        guard let value = value(of: literal, family, subject, isRange: false, id) else { return nil }
        return .comparison(subject.field, .equal, value, Self.nowhere)
    }

    private static func hasWildcard(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
    }

    mutating func fits(
        _ pattern: WildcardText, _ test: FieldTest, _ subject: Subject, _ id: ExprID
    ) -> EQLNode? {
        let ignoresCase = test.needsIgnoredCase
        guard pattern.hasLiteral(Self.hasWildcard) else {
            // One star alone asks for any value, two for a text.
            return match(subject, ignoresCase ? .colon : .like, pattern.isLoneStar ? "**" : pattern.display)
        }
        // Stars and question marks of the text cannot be escaped in a pattern.
        let text = RegexPrinter.text(of: RegexNode(pattern))
        guard text.utf16.count <= Regex.maximumLength else {
            return refuse(
                .limit, id, "EQL cannot escape `*` and `?` in a pattern, and as a regular expression it is too long")
        }
        return match(subject, ignoresCase ? .regexInsensitive : .regex, text)
    }

    func match(_ subject: Subject, _ matcher: EQLMatcher, _ text: String) -> EQLNode {
        .match(subject.field, matcher, [EQLLiteral(.string(text), Self.nowhere)], Self.nowhere)
    }

    private func blocks(_ text: String, _ subject: Subject) -> EQLNode {
        let name = EQLName("cidrMatch", ignoresCase: false, Self.nowhere)
        return .call(
            name, arguments: [subject.field, .literal(EQLLiteral(.string(text), Self.nowhere))], Self.nowhere)
    }

    // MARK: values

    private mutating func misfit(_ literal: Literal, _ subject: Subject, _ id: ExprID) -> EQLNode? {
        refuse(
            .value, id, "EQL has no form of `\(literal.text.shown)` that can be compared with `\(subject.name.shown)`")
    }

    private mutating func value(
        of literal: Literal, _ family: FieldType.Family, _ subject: Subject, isRange: Bool, _ id: ExprID
    ) -> EQLNode? {
        let string = EQLNode.literal(EQLLiteral(.string(literal.text), Self.nowhere))
        if literal.kind == .null { return refuse(.nullValue, id, "Elasticsearch refuses a range with `null`") }
        switch family {
        case .ip:
            if ValueShape.mismatch(of: literal, as: .ip, inRange: isRange) == nil { return string }
        case .date:
            guard literal.kind == .exact || DateMath(literal.text)?.isInstant == true else {
                return refuse(
                    .dateSpan, id,
                    "EQL compares `\(subject.name.shown)` with an instant, but `\(literal.text.shown)` is a span of time or date math",
                    help: "write the instant with its milliseconds, such as `2024-01-31T00:00:00.000Z`")
            }
            return string
        case .integer, .float:
            if let number = Self.number(literal.text, isWhole: family == .integer) { return number }
        case .boolean:
            if let flag = Bool(literal.text) { return constant(flag) }
        case .keyword, .text, .range, .flattened, .object, .other:
            if literal.kind == .boolean, let flag = Bool(literal.text) { return constant(flag) }
            return string
        }
        return misfit(literal, subject, id)
    }

    /// A number that EQL writes without loss.
    static func number(_ text: String, isWhole: Bool) -> EQLNode? {
        guard NumberText.isDecimal(text) else { return nil }
        let digits = text.first == "+" ? String(text.dropFirst()) : text
        let content: EQLLiteral.Content
        let isMinus: Bool
        if let value = Int64(digits), value != .min {
            (content, isMinus) = (.integer(abs(value)), value < 0)
        } else if let value = Double(text), abs(value) < 0x1p53 {
            (content, isMinus) = (.decimal(abs(value)), value < 0)
        } else {
            return nil
        }
        let literal = EQLNode.literal(EQLLiteral(content, nowhere))
        return isMinus ? .sign(isMinus: true, literal, nowhere) : literal
    }
}

import Diagnostics
import Schemas
import SourceText

/// An expression as a query of Elasticsearch's Query DSL.
///
/// Where no schema knows a field the clauses are those that ask an analyzed text by its words and others whole, as
/// Kibana has it for KQL.
struct DSLTranslation: Translator {
    typealias Node = JSONValue

    var parts: TranslationParts

    /// nil after a refusal.
    static func query(of parts: inout TranslationParts) -> JSONValue? {
        var translation = DSLTranslation(parts: parts)
        let root = translation.node(parts.expr.root)
        parts = translation.parts
        return root
    }

    private init(parts: TranslationParts) { self.parts = parts }

    private static func object(_ name: String, _ value: JSONValue) -> JSONValue { .object([.init(name, value)]) }
    private static func bool(_ name: String, _ value: JSONValue) -> JSONValue { object("bool", object(name, value)) }

    mutating func constant(_ value: Bool) -> JSONValue { Self.object(value ? "match_all" : "match_none", .object([])) }

    mutating func all(_ nodes: [JSONValue]) -> JSONValue { Self.bool("filter", .array(nodes)) }

    mutating func any(_ nodes: [JSONValue]) -> JSONValue { Self.some(nodes) }

    mutating func not(_ node: JSONValue) -> JSONValue { Self.bool("must_not", .array([node])) }

    private static func some(_ nodes: [JSONValue]) -> JSONValue {
        object("bool", .object([.init("should", .array(nodes)), .init("minimum_should_match", .integer(1))]))
    }

    mutating func nested(_ path: String, _ inner: ExprID, _ id: ExprID) -> JSONValue? {
        node(inner).map { query in
            Self.object(
                "nested",
                .object([.init("path", .string(path)), .init("query", query), .init("score_mode", .string("none"))]))
        }
    }

    // MARK: tests

    mutating func test(_ test: FieldTest, _ id: ExprID) -> JSONValue? {
        let test = test.simplified
        switch test.field {
        case .named(let name): return self.test(test, name, id)
        case .matching(let pattern):
            guard !pattern.parts.contains(.oneCharacter), pattern.plainText == nil else {
                return refuse(.fieldName, id, "the Query DSL has no form for fields like `\(pattern.display.shown)`")
            }
            return several(test, [pattern.display], id)
        case .any: return several(test, [], id)
        }
    }

    /// A test of one field.
    private mutating func test(_ test: FieldTest, _ name: String, _ id: ExprID) -> JSONValue? {
        switch test.comparison {
        case .exists: return Self.object("exists", Self.object("field", .string(name)))
        case .equals(let literal): return equals(literal, test, name, id)
        case .fits(let pattern):
            // A pattern on words is brought to lower case by query_string, not by `wildcard`.
            guard !test.types.isEmpty, test.comparesWholeValues else {
                return queryString(test, [name], .fits(pattern), id)
            }
            return clause(
                "wildcard", name, [.init("value", .string(LuceneTranslation.text(of: pattern)))], test.needsIgnoredCase)
        case .compares(let relation, let literal):
            guard literal.kind != .null else { return refuseNull(id) }
            return clause("range", name, [.init(relation.rangeName, Self.value(literal))])
        case .between(let low, let high):
            guard low.literal.kind != .null, high.literal.kind != .null else { return refuseNull(id) }
            return clause(
                "range", name,
                [
                    .init(low.relation.rangeName, Self.value(low.literal)),
                    .init(high.relation.rangeName, Self.value(high.literal)),
                ])
        case .matches(let regex):
            let text = regex.text()
            guard text.utf16.count <= Regex.maximumLength else {
                return refuse(.limit, id, "the regular expression would be longer than Elasticsearch allows")
            }
            return clause("regexp", name, [.init("value", .string(text))])
        case .resembles(let term):
            return clause(
                "fuzzy", name, [.init("value", .string(term.text)), .init("fuzziness", .integer(Int64(term.edits)))])
        case .near(let text, let slop):
            return clause("match_phrase", name, [.init("query", .string(text)), .init("slop", .integer(Int64(slop)))])
        }
    }

    private func clause(
        _ clause: String, _ name: String, _ members: [JSONValue.Member], _ ignoresCase: Bool = false
    ) -> JSONValue {
        let flag: [JSONValue.Member] = ignoresCase ? [.init("case_insensitive", .bool(true))] : []
        return Self.object(clause, Self.object(name, .object(members + flag)))
    }

    private mutating func refuseNull(_ id: ExprID) -> JSONValue? {
        refuse(.nullValue, id, "Elasticsearch refuses to compare with `null`")
    }

    private static func value(_ literal: Literal) -> JSONValue {
        if literal.kind == .boolean, let flag = Bool(literal.text) { return .bool(flag) }
        if literal.kind == .number, let number = Int64(literal.text) { return .integer(number) }
        return .string(literal.text)
    }

    private mutating func equals(
        _ literal: Literal, _ test: FieldTest, _ name: String, _ id: ExprID
    ) -> JSONValue? {
        guard literal.kind != .null else { return refuseNull(id) }
        let value = Self.value(literal)
        if test.needsIgnoredCase {
            guard test.comparesWholeValues else {
                return refuse(.ignoredCase, id, "analyzed text such as `\(name)` is compared without case by its words")
            }
            return clause("term", name, [.init("value", value)], true)
        }
        if test.isKnownWhole {
            // A date represents its whole day to `range`; so it does here.
            if test.types.allSatisfy({ $0.family == .date }) {
                return clause("range", name, [.init("gte", value), .init("lte", value)])
            }
            return clause("term", name, [.init("value", value)])
        }
        switch literal.kind {
        case .exact: return clause("term", name, [.init("value", value)])
        case .phrase: return clause("match_phrase", name, [.init("query", value)])
        case .allWords:
            return clause("match", name, [.init("query", value), .init("operator", .string("and"))])
        case .anyWord, .boolean, .null, .number: return clause("match", name, [.init("query", value)])
        }
    }

    // MARK: several fields

    /// A test of the fields that patterns fit, of all without a pattern; lenient, as free text is.
    private mutating func several(_ test: FieldTest, _ names: [String], _ id: ExprID) -> JSONValue? {
        if test.needsIgnoredCase {
            return refuse(.ignoredCase, id, "the Query DSL compares several fields at once with regard to case only")
        }
        let fields: [JSONValue.Member] =
            names.isEmpty ? [] : [.init("fields", .array(names.map { .string($0) }))]
        let options: [JSONValue.Member]
        switch test.comparison {
        case .equals(let literal):
            guard literal.kind != .null else { return refuseNull(id) }
            let type = literal.kind == .phrase || literal.kind == .exact ? "phrase" : "best_fields"
            let all: [JSONValue.Member] = literal.kind == .allWords ? [.init("operator", .string("and"))] : []
            options = [.init("type", .string(type)), .init("query", Self.value(literal))] + all
        case .near(let text, let slop):
            options = [
                .init("type", .string("phrase")), .init("query", .string(text)), .init("slop", .integer(Int64(slop))),
            ]
        case .exists, .fits, .compares, .between, .matches, .resembles:
            return queryString(test, names, test.comparison, id)
        }
        return Self.object("multi_match", .object(options + fields + [.init("lenient", .bool(true))]))
    }

    /// What only Lucene's syntax can ask of words or of several fields.
    private mutating func queryString(
        _ test: FieldTest, _ names: [String], _ comparison: Comparison, _ id: ExprID
    ) -> JSONValue? {
        if test.needsIgnoredCase {
            return refuse(
                .ignoredCase, id, "`\(test.shownField.shown)` may be analyzed text, which is compared by its words")
        }
        var bare = test
        bare.field = .any
        var single = Expr()
        single.root = single.add(.test(bare), span: parts.expr.span(of: id))
        var inner = TranslationParts(of: single, parts.target)
        guard let text = LuceneTranslation.text(of: &inner) else {
            for issue in inner.findings { _ = parts.note(issue) as JSONValue? }
            return nil
        }
        let fields: [JSONValue.Member] =
            names.isEmpty ? [] : [.init("fields", .array(names.map { .string($0) }))]
        return Self.object("query_string", .object(fields + [.init("query", .string(text))]))
    }
}

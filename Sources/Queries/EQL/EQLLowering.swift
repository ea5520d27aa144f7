package import Diagnostics
package import Schemas
import SourceText
import Values

extension EQL {
    /// The IR of a query of single events, as Elasticsearch's search runs it (design §6, reference: eql §4).
    ///
    /// A condition on one field becomes a test; `not` before it is "must not", which events without the field meet.
    /// `not` goes inward through `and` and `or`, and turns a range round: `not a > 1` is `a <= 1`. A function on a
    /// value is a script, which an event without the field never meets, also under `not`. Issues name what cannot be
    /// lowered without loss: sequences, pipes, arithmetic, fields compared with fields; then the expression is of no
    /// use.
    package static func lower(
        _ query: EQLQuery, fields: some FieldLookup, categoryField: String = "event.category"
    ) -> (expr: Expr, issues: [Diagnostic]) {
        var lowering = EQLLowering(fields: fields, standIn: nil)
        switch query.statement {
        case .event(let filter)?: lowering.lower(filter, categoryField)
        case .series(let series)?:
            lowering.refuse(
                .series, series.wordRange, "a \(series.kind.rawValue) is about several events, not about one")
        case nil: break
        }
        for pipe in query.pipes {
            lowering.refuse(.pipe, pipe.range, "`\(pipe.kind.rawValue)` chooses among all events that were found")
        }
        return (lowering.expr, lowering.issues.sorted { $0.range < $1.range })
    }
}

/// From EQL's tree to the IR, for the meaning of a condition or for a look at its clauses.
struct EQLLowering<Fields: FieldLookup> {
    private let fields: Fields
    /// What stands for a part that is no test of one field. Without it such a part is an issue, and the result means
    /// what the query means; with it the shape of the query is kept, `not` and all.
    private let standIn: ((EQLNode) -> FieldTest)?
    private(set) var expr = Expr()
    private(set) var issues: [Diagnostic] = []
    private var types: [[UInt8]: [FieldType]] = [:]
    private var regexes = KnownRegexes()

    init(fields: Fields, standIn: ((EQLNode) -> FieldTest)?) {
        self.fields = fields
        self.standIn = standIn
    }

    private var isExact: Bool { standIn == nil }

    mutating func refuse(_ reason: TranslationGap, _ range: ByteRange, _ message: String, help: String? = nil) {
        issues.append(Diagnostic(untranslatable: reason, range, message, help: help))
    }

    /// The condition together with the category before `where`, which is one more condition.
    mutating func lower(_ filter: EQLFilter, _ categoryField: String) {
        var parts: [ExprID] = []
        if let category = filter.category.name {
            parts.append(test(categoryField, .equals(Literal(category, .quoted)), filter.category.range))
        }
        let condition = lower(filter.condition, isNegated: false)
        if isExact, !parts.isEmpty, case .and(let ids) = expr[condition] {
            parts += ids
        } else {
            parts.append(condition)
        }
        expr.root = parts.count == 1 ? parts[0] : expr.add(.and(parts), span: filter.range)
    }

    /// Depth is bounded by the parser's limit.
    private mutating func lower(_ node: EQLNode, isNegated: Bool) -> ExprID {
        switch node {
        case .or(let nodes, let range), .and(let nodes, let range):
            let ids = nodes.map { lower($0, isNegated: isNegated) }
            let isAnd = if case .and = node { true } else { false }
            return expr.add(isAnd != isNegated ? .and(ids) : .or(ids), span: range)
        case .not(let inner, let range):
            if isExact { return lower(inner, isNegated: !isNegated) }
            let id = lower(inner, isNegated: false)
            return expr.add(.not(id), span: range)
        case .comparison(let left, let comparison, let right, let range):
            return self.comparison(left, comparison, right, range, isNegated) ?? script(node)
        case .list(.field(let field), let nodes, let excludes, let ignoresCase, let range):
            let literals = nodes.compactMap { constant($0) }
            guard literals.count == nodes.count, !literals.contains(where: { $0.content == .null }) else {
                return script(node)
            }
            let tests = literals.compactMap { literal in self.equals(literal, field).map { ($0, literal.range) } }
            guard tests.count == literals.count else { return script(node) }
            return any(field.name, tests, ignoresCase: ignoresCase, range, isNegated != excludes)
        case .match(.field(let field), let matcher, let literals, let range):
            return match(field, matcher, literals, range, isNegated) ?? script(node)
        case .call(let name, let arguments, let range):
            return call(name, arguments, range, isNegated) ?? script(node)
        case .field(let field) where isExact:
            return any(field.name, [(.equals(Literal("true", .boolean)), field.range)], field.range, isNegated)
        case .literal(let literal):
            guard case .boolean(let value) = literal.content else { return script(node) }
            return expr.add(.constant(value != isNegated), span: node.range)
        default: return script(node)
        }
    }

    /// A part that is no test of one field against constants.
    private mutating func script(_ node: EQLNode) -> ExprID {
        if let standIn { return expr.add(.test(standIn(node)), span: node.range) }
        refuse(
            .script, node.range,
            "`\(EQL.print(node).shown)` needs a script in Elasticsearch: it is no test of one field against constants")
        return expr.add(.constant(false), span: node.range)
    }

    // MARK: comparisons

    private mutating func comparison(
        _ left: EQLNode, _ comparison: EQLComparison, _ right: EQLNode, _ range: ByteRange, _ isNegated: Bool
    ) -> ExprID? {
        if case .field(let field) = left, let literal = constant(right) {
            return self.comparison(field, comparison, literal, range, isNegated)
        }
        if case .field(let field) = right, let literal = constant(left), isExact || comparison == .equal {
            return self.comparison(field, comparison.mirrored, literal, range, isNegated)
        }
        // `(condition) == true` is the condition.
        guard isExact, comparison == .equal || comparison == .notEqual else { return nil }
        for (condition, other) in [(left, right), (right, left)] {
            guard case .literal(let literal) = other, case .boolean(let value) = literal.content else { continue }
            switch condition {
            case .or, .and, .not, .comparison, .list, .match, .call:
                return lower(condition, isNegated: isNegated != (value != (comparison == .equal)))
            case .field, .literal, .arithmetic, .sign: return nil
            }
        }
        return nil
    }

    private mutating func comparison(
        _ field: EQLField, _ comparison: EQLComparison, _ literal: EQLLiteral, _ range: ByteRange, _ isNegated: Bool
    ) -> ExprID? {
        if case .null = literal.content {
            guard comparison == .equal || comparison == .notEqual else { return nil }
            return any(field.name, [(.exists, range)], range, isNegated == (comparison == .notEqual))
        }
        guard let value = Literal(literal), fitsType(value, literal, field) else { return nil }
        let relation: RangeOperator
        switch comparison {
        case .equal: return any(field.name, [(.equals(value), range)], range, isNegated)
        case .notEqual: return any(field.name, [(.equals(value), range)], range, !isNegated)
        case .less: relation = isNegated ? .greaterOrEqual : .less
        case .lessOrEqual: relation = isNegated ? .greater : .lessOrEqual
        case .greater: relation = isNegated ? .lessOrEqual : .greater
        case .greaterOrEqual: relation = isNegated ? .less : .greaterOrEqual
        }
        return any(field.name, [(.compares(relation, value), range)], range, false)
    }

    private mutating func equals(_ literal: EQLLiteral, _ field: EQLField) -> Comparison? {
        guard let value = Literal(literal), fitsType(value, literal, field) else { return nil }
        return .equals(value)
    }

    /// Dates are compared as instants: a text that stands for a whole day means another thing in other languages.
    private mutating func fitsType(_ value: Literal, _ literal: EQLLiteral, _ field: EQLField) -> Bool {
        guard isExact, types(of: field.name).contains(where: { $0.family == .date }),
            DateMath(value.text)?.isInstant != true
        else { return true }
        refuse(
            .dateSpan, literal.range, "`\(value.text)` is an instant to EQL, and stands for a span of time elsewhere",
            help: "write the instant with its milliseconds, such as `2024-01-31T00:00:00.000Z`")
        return true
    }

    private mutating func match(
        _ field: EQLField, _ matcher: EQLMatcher, _ literals: [EQLLiteral], _ range: ByteRange, _ isNegated: Bool
    ) -> ExprID? {
        if matcher.isRegex && !isExact || literals.contains(where: { $0.content == .null }) { return nil }
        var tests: [(Comparison, ByteRange)] = []
        for literal in literals {
            guard matcher.isRegex else {
                tests.append((Comparison(eql: literal), literal.range))
                continue
            }
            guard case .string(let text) = literal.content, let regex = regex(text, literal.range) else { return nil }
            tests.append((.matches(matcher.ignoresCase ? regex.ignoringCase : regex), literal.range))
        }
        let ignoresCase = matcher.ignoresCase && !matcher.isRegex
        return any(field.name, tests, ignoresCase: ignoresCase, range, isNegated)
    }

    private mutating func regex(_ text: String, _ range: ByteRange) -> Regex? {
        do throws(RegexFault) {
            return try regexes.regex(text)
        } catch {
            refuse(.regularExpression, range, "not a regular expression: \(error.message)")
            return nil
        }
    }

    /// One test, or alternatives that stand each at its own literal.
    private mutating func any(
        _ field: String, _ tests: [(Comparison, ByteRange)], ignoresCase: Bool = false, _ range: ByteRange,
        _ isNegated: Bool
    ) -> ExprID {
        let ids = tests.map { comparison, place in
            test(field, comparison, ignoresCase: ignoresCase, tests.count == 1 ? range : place)
        }
        let id = ids.count == 1 ? ids[0] : expr.add(.or(ids), span: range)
        return isNegated ? expr.add(.not(id), span: range) : id
    }

    // MARK: functions

    private mutating func call(
        _ name: EQLName, _ arguments: [EQLNode], _ range: ByteRange, _ isNegated: Bool
    ) -> ExprID? {
        guard case .field(let field)? = arguments.first, arguments.count > 1 else { return nil }
        var texts: [(text: String, range: ByteRange)] = []
        for argument in arguments.dropFirst() {
            guard case .literal(let literal) = argument, case .string(let text) = literal.content else { return nil }
            texts.append((text, literal.range))
        }
        let function = isExact ? EQLFunction.named(name.text)?.name : name.text
        if function == "cidrMatch" {
            let tests = texts.map { (Comparison.equals(Literal($0.text, .quoted)), $0.range) }
            // Nothing but an address can be asked so.
            if isExact, types(of: field.name).isEmpty { types[Array(field.name.utf8)] = [.ip] }
            return any(field.name, tests, range, isNegated)
        }
        guard isExact, texts.count == 1, let function else { return nil }
        return text(function, field, texts[0].text, ignoresCase: name.ignoresCase, range, isNegated)
    }

    /// Functions that look for a text in a value: null, which is not true, where there is no value.
    private mutating func text(
        _ function: String, _ field: EQLField, _ text: String, ignoresCase: Bool, _ range: ByteRange, _ isNegated: Bool
    ) -> ExprID? {
        let parts: [WildcardText.Part]
        switch function {
        case "startsWith": parts = [.literal(text), .anyCharacters]
        case "endsWith": parts = [.anyCharacters, .literal(text)]
        case "stringContains": parts = [.anyCharacters, .literal(text), .anyCharacters]
        default: return nil
        }
        let exists = test(field.name, .exists, range)
        // Every text begins and ends with nothing, but none contains it (reference: eql §6).
        if text.isEmpty {
            return (function == "stringContains") == isNegated ? exists : expr.add(.constant(false), span: range)
        }
        let found = test(field.name, .fits(WildcardText(parts)), ignoresCase: ignoresCase, range)
        guard isNegated else { return found }
        let absent = expr.add(.not(found), span: range)
        return expr.add(.and([exists, absent]), span: range)
    }

    // MARK: fields and constants

    private mutating func test(
        _ field: String, _ comparison: Comparison, ignoresCase: Bool = false, _ range: ByteRange
    ) -> ExprID {
        var name = field
        var known = types(of: field)
        if isExact, !known.isEmpty, known.allSatisfy({ $0.family == .text }), comparison != .exists {
            // Whole values of analysed text are in the keyword beside it.
            name = field + ".keyword"
            known = types(of: name)
            if known.isEmpty {
                refuse(.analysedText, range, "`\(field)` is analysed text without a keyword beside it")
            }
        }
        return expr.add(
            .test(FieldTest(.named(name), types: known, comparison, ignoresCase: ignoresCase)), span: range)
    }

    private mutating func types(of field: String) -> [FieldType] {
        let key = Array(field.utf8)
        if let known = types[key] { return known }
        let answer = fields.types(of: field)
        types[key] = answer
        return answer
    }

    /// The constant that a node is; for the meaning also one that arithmetic gives.
    private func constant(_ node: EQLNode) -> EQLLiteral? {
        if case .literal(let literal) = node { return literal }
        return isExact ? EQL.constant(node).map { EQLLiteral($0, node.range) } : nil
    }
}

extension EQLComparison {
    /// The same with its sides exchanged.
    fileprivate var mirrored: EQLComparison {
        switch self {
        case .equal, .notEqual: self
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

extension Literal {
    /// nil for `null`.
    fileprivate init?(_ literal: EQLLiteral) {
        switch literal.content {
        case .string(let text): self.init(text, .quoted)
        case .integer(let number): self.init(String(number), .number)
        case .decimal(let number): self.init(String(number), .number)
        case .boolean(let value): self.init(value ? "true" : "false", .boolean)
        case .null: return nil
        }
    }
}

extension Comparison {
    /// What `:` and `like` ask: `*` and `?` of a string are wildcards, and cannot be escaped.
    fileprivate init(eql literal: EQLLiteral) {
        guard case .string(let text) = literal.content else {
            self = .equals(Literal(literal) ?? Literal("null", .null))
            return
        }
        var parts: [WildcardText.Part] = []
        var plain = ""
        for scalar in text.unicodeScalars {
            if scalar == "*" || scalar == "?" {
                if !plain.isEmpty { parts.append(.literal(plain)) }
                plain = ""
                parts.append(scalar == "*" ? .anyCharacters : .oneCharacter)
            } else {
                plain.unicodeScalars.append(scalar)
            }
        }
        if parts.isEmpty {
            self = .equals(Literal(text, .quoted))
            return
        }
        if !plain.isEmpty { parts.append(.literal(plain)) }
        let pattern = WildcardText(parts)
        self = pattern.isLoneStar ? .exists : .fits(pattern)
    }
}

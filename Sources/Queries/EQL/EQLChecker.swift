package import Diagnostics
package import Schemas
import SourceText

extension EQL {
    /// Reports what is wrong with the fields, values and functions of a query, given the types of the lookup.
    ///
    /// Source of the rules: what Elasticsearch's verifier and translation refuse (reference: eql §3), and comparisons
    /// that it runs though they never match, such as a number with a text. The first are `cannotRun`, the others
    /// `worthALook`.
    package static func check(_ query: EQLQuery, fields: some FieldLookup) -> [Diagnostic] {
        check(query, fields: fields, KnownRegexes())
    }

    /// `regexes` are those of the query that were read before.
    static func check(_ query: EQLQuery, fields: some FieldLookup, _ regexes: KnownRegexes) -> [Diagnostic] {
        guard let statement = query.statement else { return [] }
        var checker = EQLChecker(fields: fields, regexes)
        for filter in statement.filters { checker.checkCondition(filter.condition) }
        if case .series(let series) = statement { checker.checkSeries(series) }
        return checker.issues.sorted { $0.range < $1.range }
    }
}

struct EQLChecker<Fields: FieldLookup> {
    let fields: Fields
    var issues: [Diagnostic] = []
    /// What the lookup said of names, by their bytes.
    private var answers: [[UInt8]: Answer] = [:]

    private var regexes: KnownRegexes

    /// What a field is.
    struct Answer {
        var type: EQLType
        /// The type to tell; nil where indices disagree or nothing is known.
        var fieldType: FieldType?
        var fieldError: FieldError?
    }

    /// Why a field cannot be used.
    enum FieldError {
        case unknown
        case nested(String)
        case type(FieldType)
        /// Text without a keyword beside it.
        case text
    }

    /// The value of a node.
    struct Value {
        var type: EQLType
        /// Whether no field takes part in it.
        var isConstant = false
        /// The field that it is, and nothing else.
        var field: EQLField?
        var fieldType: FieldType?

        init(_ type: EQLType, isConstant: Bool = false) {
            self.type = type
            self.isConstant = isConstant
        }
    }

    init(fields: Fields, _ regexes: KnownRegexes) {
        self.fields = fields
        self.regexes = regexes
    }

    mutating func note(_ kind: Diagnostic.Cause, _ range: ByteRange, _ message: String, help: String? = nil) {
        issues.append(Diagnostic(kind, range, message, help: help).effect(.cannotRun))
    }

    // MARK: fields

    /// How a field is used: some operators read a text without its keyword.
    enum Use { case exact, pattern }

    mutating func value(of field: EQLField, for use: Use) -> Value {
        let name = field.name
        let key = Array(name.utf8)
        let answer = answers[key] ?? self.answer(name)
        answers[key] = answer
        var value = Value(answer.type)
        value.field = field
        value.fieldType = answer.fieldType
        switch answer.fieldError {
        case .unknown? where field.isOptional: value.type = .null
        case .unknown?:
            note(
                .unknownField(name), field.range, "unknown field `\(name)`",
                help: "if only some of the indices have it, write `?\(EQL.print(name: field.parts))`")
        case .nested(let path)?:
            note(
                .fieldType(field: name, type: FieldType.nested.rawValue), field.range,
                "`\(name)` is in the nested field `\(path)`, which EQL cannot read",
                help: "nested fields can be tested in KQL: `\(path):{ … }`")
        case .type(let type)?:
            let kind = type == .object ? "an object" : type.phrase
            note(
                .fieldType(field: name, type: type.rawValue), field.range,
                "`\(name)` is \(kind), which EQL cannot read",
                help: type == .object ? "name one of its fields: `\(name).…`" : nil)
        case .text?: textField(field, answer.fieldType ?? .text, use)
        case nil: break
        }
        return value
    }

    private mutating func textField(_ field: EQLField, _ type: FieldType, _ use: Use) {
        let name = field.name
        let parent = name.hasSuffix(".text") ? String(name.dropLast(5)) : nil
        let hasParent = parent.map { fields.types(of: $0).contains { $0.family == .keyword } } == true
        var issue = Diagnostic(
            .textField(name), field.range,
            use == .exact
                ? "`\(name)` is \(type.phrase), which EQL cannot compare"
                : "`\(name)` is \(type.phrase), and EQL cannot match single words of it",
            help: hasParent ? "compare the keyword instead: `\(parent ?? "")`" : "use a field of type `keyword`")
        issue.effect = use == .exact ? .cannotRun : .worthALook
        issues.append(issue)
    }

    private func answer(_ name: String) -> Answer {
        let types = fields.types(of: name)
        if let path = fields.nestedPath(of: name) { return Answer(type: .unknown, fieldError: .nested(path)) }
        guard let first = types.first else {
            return fields.isClosed ? Answer(type: .unknown, fieldError: .unknown) : Answer(type: .unknown)
        }
        let readable = types.compactMap { EQLType($0) }
        guard let type = readable.first else {
            return Answer(type: .unknown, fieldType: first, fieldError: .type(first))
        }
        guard readable.allSatisfy({ $0 == type }) else { return Answer(type: .unknown) }
        if types.allSatisfy({ $0.family == .text }),
            !fields.types(of: name + ".keyword").contains(where: { $0.family == .keyword })
        {
            return Answer(type: type, fieldType: first, fieldError: .text)
        }
        return Answer(type: type, fieldType: first)
    }

    // MARK: conditions

    /// A condition, or a part of one: it is true or false.
    mutating func checkCondition(_ node: EQLNode) {
        let value = value(of: node)
        guard value.type != .boolean, !value.type.isOpen else { return }
        let text = value.field.map { "`\($0.name)` is \(value.fieldType?.phrase ?? value.type.phrase)" }
        note(
            .operand, node.range, (text ?? "this is \(value.type.phrase)") + ", not a condition",
            help: value.field.map { "to test that the field exists, write `\(EQL.print(name: $0.parts)) != null`" })
    }

    /// The type of a node; everything that is wrong inside it is reported.
    mutating func value(of node: EQLNode, for use: Use = .exact) -> Value {
        switch node {
        case .or(let nodes, _), .and(let nodes, _):
            for node in nodes { checkCondition(node) }
            return Value(.boolean)
        case .not(let inner, _):
            checkCondition(inner)
            return Value(.boolean)
        case .comparison(let left, let comparison, let right, let range):
            return comparisonValue(left, comparison, right, range)
        case .list(let left, let values, _, _, let range): return listValue(left, values, range)
        case .match(let left, let matcher, let values, _): return matchValue(left, matcher, values)
        case .arithmetic(let first, let terms, _):
            var isConstant = number(first, before: terms.first?.operation.rawValue ?? "+")
            for term in terms { isConstant = number(term.operand, before: term.operation.rawValue) && isConstant }
            return Value(.number, isConstant: isConstant)
        case .sign(let isMinus, let inner, _):
            return Value(.number, isConstant: number(inner, before: isMinus ? "-" : "+"))
        case .call(let name, let arguments, let range): return callValue(name, arguments, range)
        case .field(let field): return value(of: field, for: use)
        case .literal(let literal): return Value(EQLType(literal.content), isConstant: true)
        }
    }

    /// An operand of arithmetic; whether it is a constant.
    private mutating func number(_ node: EQLNode, before sign: String) -> Bool {
        let value = value(of: node)
        if value.type != .number, !value.type.isOpen {
            note(
                .operand, node.range, "`\(sign)` needs numbers, but \(described(value, node))",
                help: value.type == .string ? "convert the string with `number(…)`" : nil)
        }
        return value.isConstant
    }

    // MARK: comparisons

    private mutating func comparisonValue(
        _ left: EQLNode, _ comparison: EQLComparison, _ right: EQLNode, _ range: ByteRange
    ) -> Value {
        let (a, b) = (value(of: left), value(of: right))
        let isOrder = comparison != .equal && comparison != .notEqual
        if a.isConstant || b.isConstant || a.type == .null || b.type == .null {
            compare(a, left, b, right, isOrder: isOrder)
        } else {
            comparedFields(right)
        }
        return Value(.boolean, isConstant: a.isConstant && b.isConstant)
    }

    /// Two values of which one is a constant.
    private mutating func compare(
        _ a: Value, _ left: EQLNode, _ b: Value, _ right: EQLNode, isOrder: Bool, isInList: Bool = false
    ) {
        if a.isConstant, !b.isConstant { return compare(b, right, a, left, isOrder: isOrder, isInList: isInList) }
        guard a.type.compares(with: b.type) else {
            if let field = a.field, let type = a.fieldType {
                var issue = Diagnostic(
                    .valueDoesNotFit(field: field.name, type: type.rawValue, value: shown(right)), right.range,
                    "`\(field.name)` is \(type.phrase), but \(described(b, right))", help: help(a.type, b.type))
                // The engine lets a number are beside a text, but not in a list of texts (reference: eql §3).
                issue.effect = isInList ? .cannotRun : .worthALook
                return issues.append(issue)
            }
            return note(
                .operand, right.range, "\(described(a, left)), but \(described(b, right))", help: help(a.type, b.type))
        }
        checkShape(a, right, isOrder: isOrder)
    }

    /// The form of a text that is compared with an address or a date.
    private mutating func checkShape(_ value: Value, _ right: EQLNode, isOrder: Bool) {
        guard let field = value.field, let type = value.fieldType, case .literal(let literal) = right,
            case .string(let text) = literal.content,
            let fault = ValueShape.mismatch(of: Literal(text, .phrase), as: type, inRange: isOrder)
        else { return }
        note(
            .valueDoesNotFit(field: field.name, type: type.rawValue, value: shown(right)), right.range,
            "`\(field.name)` is \(type.phrase), but `\(shown(right))` is \(fault.message)", help: fault.help)
    }

    private mutating func comparedFields(_ node: EQLNode) {
        note(
            .comparedFields, node.range, "neither side of this comparison is a constant",
            help: "Elasticsearch compares fields with constants only; a sequence can join by equal fields")
    }

    private mutating func listValue(_ left: EQLNode, _ values: [EQLNode], _ range: ByteRange) -> Value {
        let first = value(of: left)
        var isConstant = first.isConstant
        for node in values {
            let other = value(of: node)
            isConstant = isConstant && other.isConstant
            if other.isConstant || other.type == .null {
                compare(first, left, other, node, isOrder: false, isInList: true)
            } else {
                comparedFields(node)
            }
        }
        return Value(.boolean, isConstant: isConstant)
    }

    /// `:`, `like` and `regex` compare strings with strings.
    private mutating func matchValue(_ left: EQLNode, _ matcher: EQLMatcher, _ values: [EQLLiteral]) -> Value {
        let first = value(of: left, for: .pattern)
        let word = matcher.rawValue
        if first.type != .string, !first.type.isOpen {
            let help: String =
                first.type == .ip
                ? "write `==`, `in (…)`, or `cidrMatch(field, \"10.0.0.0/8\")`"
                : "write `\(values.count == 1 ? "==" : "in (…)")`, or make it a string with `string(…)`"
            if let field = first.field, let type = first.fieldType {
                note(
                    .patternOnType(field: field.name, type: type.rawValue), left.range,
                    "`\(field.name)` is \(type.phrase), but `\(word)` compares strings", help: help)
            } else {
                note(.operand, left.range, "`\(word)` compares strings, but \(described(first, left))", help: help)
            }
            return Value(.boolean)
        }
        for literal in values {
            if case .string(let text) = literal.content {
                if matcher.isRegex { checkRegex(text, literal.range) }
                continue
            }
            let node = EQLNode.literal(literal)
            note(
                .operand, literal.range,
                "`\(word)` compares strings, but \(described(Value(EQLType(literal.content)), node))",
                help: literal.content == .null ? "write `== null`" : "put it in quotes, or write `==`")
        }
        return Value(.boolean, isConstant: first.isConstant)
    }

    private mutating func checkRegex(_ text: String, _ range: ByteRange) {
        do throws(RegexError) {
            _ = try regexes.regex(text)
        } catch {
            issues.append(error.diagnostic(.regex, at: range))
        }
    }

    // MARK: words

    /// The source of a node, cut short.
    func shown(_ node: EQLNode) -> String {
        let text = EQL.print(node)
        return text.count > 40 ? text.prefix(39) + "…" : text
    }

    /// `` `x` is a string ``.
    func described(_ value: Value, _ node: EQLNode) -> String {
        "`\(shown(node))` is \(value.fieldType?.phrase ?? value.type.phrase)"
    }

    private func help(_ wanted: EQLType, _ found: EQLType) -> String? {
        switch (wanted, found) {
        case (.number, .string): "write a number, without quotes"
        case (.boolean, .string), (.boolean, .number): "write `true` or `false`, without quotes"
        case (.string, .number), (.string, .boolean): "write a string, in quotes"
        default: nil
        }
    }
}

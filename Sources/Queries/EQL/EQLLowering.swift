package import Diagnostics
package import Schemas
import SourceText
import Values

extension EQL {
    /// The IR of a query of single events, as Elasticsearch's search runs it (design §6, reference: eql §4).
    ///
    /// Issues name invalid regular expressions, and what is not a condition on one event: sequences and pipes; then the
    /// expression is of no use.
    package static func lower(
        _ query: EQLQuery, fields: some FieldLookup, categoryField: String = "event.category"
    ) -> (expr: Expr, issues: [Diagnostic]) {
        var (exprs, issues) = lowerFilters(query, fields: fields, categoryField: categoryField)
        if case .series(let series)? = query.statement {
            exprs = []
            let message = "a \(series.kind.rawValue) is about several events, not about one"
            issues.append(aboutSeveral(.series, series.wordRange, message))
        }
        issues += query.pipes.map { pipe in
            let message = "`\(pipe.kind.rawValue)` chooses among all events that were found"
            return aboutSeveral(.pipe, pipe.range, message)
        }
        return (exprs.first ?? Expr(), issues.sorted { $0.range < $1.range })
    }

    /// The IR of an expression as a value. Issues name invalid regular expressions.
    package static func lowerValue(_ node: EQLNode, fields: some FieldLookup) -> (expr: Expr, issues: [Diagnostic]) {
        var lowering = EQLLowering(fields: fields)
        return (lowering.loweredValue(node), lowering.issues)
    }

    /// What one event cannot answer.
    private static func aboutSeveral(_ gap: TranslationGap, _ range: ByteRange, _ message: String) -> Diagnostic {
        var diagnostic = Diagnostic(untranslatable: gap, range, message)
        diagnostic.effect = .cannotRun
        return diagnostic
    }

    /// The conditions of a query's filters in the order of `EQLStatement.filters`: one of a query of single events, one for
    /// each stage of a sequence or sample with that of `until` last. Issues name invalid regular expressions.
    package static func lowerFilters(
        _ query: EQLQuery, fields: some FieldLookup, categoryField: String = "event.category"
    ) -> (exprs: [Expr], issues: [Diagnostic]) {
        var lowering = EQLLowering(fields: fields)
        return (lowering.exprs(of: query, categoryField), lowering.issues)
    }

    /// The conditions of a query's filters, with what `check` says of them: it names all that lowering does, and more.
    package static func checkedFilters(
        _ query: EQLQuery, fields: some FieldLookup, categoryField: String
    ) -> (exprs: [Expr], issues: [Diagnostic]) {
        var lowering = EQLLowering(fields: fields)
        let exprs = lowering.exprs(of: query, categoryField)
        return (exprs, check(query, fields: fields, lowering.regexes))
    }
}

/// From EQL's tree to the IR.
///
/// A condition on one field against constants becomes a test, and `not` before it is "must not", which events without the
/// field meet. Ranges and functions require a value. The rest compares values, which Elasticsearch does in scripts.
struct EQLLowering<Fields: FieldLookup> {
    private let fields: Fields
    private(set) var expr = Expr()
    private(set) var issues: [Diagnostic] = []
    private var types: [[UInt8]: [FieldType]] = [:]
    private(set) var regexes = KnownRegexes()
    /// Whether the whole is a value, in which a test of a missing field is null.
    private var isValue = false

    init(fields: Fields) { self.fields = fields }

    /// The conditions of a query's filters.
    mutating func exprs(of query: EQLQuery, _ categoryField: String) -> [Expr] {
        (query.statement?.filters ?? []).map { lowered($0, categoryField) }
    }

    /// The condition together with the category before `where`, which is one more condition.
    mutating func lowered(_ filter: EQLFilter, _ categoryField: String) -> Expr {
        expr = Expr()
        var parts: [ExprID] = []
        if let category = filter.category.name {
            parts.append(test(categoryField, .equals(Literal(category, .exact)), filter.category.range))
        }
        let condition = condition(filter.condition)
        if !parts.isEmpty, case .and(let ids) = expr[condition] { parts += ids } else { parts.append(condition) }
        expr.root = parts.count == 1 ? parts[0] : expr.add(.and(parts), span: filter.range)
        return expr
    }

    mutating func loweredValue(_ node: EQLNode) -> Expr {
        expr = Expr()
        isValue = true
        expr.root = value(node)
        return expr
    }

    // MARK: conditions

    /// A condition; `place` is its range where that is more than the node's own. Depth is bounded by the parser's limit.
    private mutating func condition(_ node: EQLNode, at place: ByteRange? = nil) -> ExprID {
        let range = place ?? node.range
        switch node {
        case .or(let nodes, _): return expr.add(.or(nodes.map { condition($0) }), span: range)
        case .and(let nodes, _): return expr.add(.and(nodes.map { condition($0) }), span: range)
        case .not(let inner, _): return expr.add(.not(condition(inner)), span: range)
        case .comparison(let left, let comparison, let right, _):
            return self.comparison(left, comparison, right, range)
        case .list(let left, let values, let isNegated, let ignoresCase, _):
            let found = list(left, values, ignoresCase: ignoresCase, range, of: node)
            return isNegated ? expr.add(.not(found), span: range) : found
        case .match(let left, let matcher, let literals, _): return match(left, matcher, literals, range, of: node)
        case .call(let name, let arguments, _):
            return call(name, arguments, range) ?? value(node)
        case .field(let field): return test(field.name, .equals(Literal("true", .boolean)), range)
        case .literal(let literal):
            switch literal.content {
            case .boolean(let value): return expr.add(.constant(value), span: range)
            case .null: return value(node)
            case .string, .integer, .decimal: return opaque(node, "it is not a condition")
            }
        case .arithmetic, .sign: return opaque(node, "it is not a condition")
        }
    }

    private mutating func opaque(_ node: EQLNode, _ reason: String) -> ExprID {
        expr.add(.opaque(OpaquePart(EQL.print(node), reason: reason)), span: node.range)
    }

    private mutating func comparison(
        _ left: EQLNode, _ comparison: EQLComparison, _ right: EQLNode, _ range: ByteRange
    ) -> ExprID {
        if case .notEqual = comparison {
            return expr.add(.not(self.comparison(left, .equal, right, range)), span: range)
        }
        var sides = [(left, right, comparison), (right, left, comparison.mirrored)]
        // Two constants: null is the one that is asked for.
        if constant(left)?.content == .null { sides.reverse() }
        for (operand, other, relation) in sides {
            guard let literal = constant(other) else { continue }
            // `(condition) == true` is the condition.
            if relation == .equal, case .boolean(let flag) = literal.content, operand.isCondition {
                let id = condition(operand, at: range)
                return flag ? id : expr.add(.not(id), span: range)
            }
            return self.comparison(operand, relation, literal, range)
        }
        let values = (value(left), value(right))
        return expr.add(.compare(values.0, comparison.relation, values.1), span: range)
    }

    private mutating func comparison(
        _ operand: EQLNode, _ comparison: EQLComparison, _ literal: EQLLiteral, _ range: ByteRange
    ) -> ExprID {
        let asked: Comparison
        if case .null = literal.content, comparison == .equal {
            // The only comparison that sees null.
            return expr.add(.not(test(operand, .exists, range)), span: range)
        } else if let relation = comparison.rangeOperator {
            asked = .compares(relation, Literal(literal))
        } else {
            asked = .equals(Literal(literal))
        }
        return test(operand, asked, requiresValue: comparison != .equal, range)
    }

    /// `in`: one test, or alternatives that are each at its own value.
    private mutating func list(
        _ left: EQLNode, _ values: [EQLNode], ignoresCase: Bool, _ range: ByteRange, of node: EQLNode
    ) -> ExprID {
        let literals = values.map { constant($0) }
        if ignoresCase, literals.contains(where: { $0 == nil }) {
            return opaque(node, "values that are computed have no comparison without case")
        }
        var ids: [ExprID] = []
        for (value, literal) in zip(values, literals) {
            let place = values.count == 1 ? range : value.range
            if let literal {
                ids.append(alternative(left, .equals(Literal(literal)), literal, ignoresCase: ignoresCase, place))
            } else {
                let sides = (self.value(left), self.value(value))
                ids.append(expr.add(.compare(sides.0, .equal, sides.1), span: place))
            }
        }
        return ids.count == 1 ? ids[0] : expr.add(.or(ids), span: range)
    }

    /// One constant of a list. Null among them is never found, and leaves it open whether the list holds the value.
    private mutating func alternative(
        _ left: EQLNode, _ comparison: Comparison, _ literal: EQLLiteral, ignoresCase: Bool, _ place: ByteRange
    ) -> ExprID {
        if case .null = literal.content { return expr.add(.literal(Literal(literal)), span: place) }
        var comparison = comparison
        // The pattern that fits everything asks an index for a value; a script has no answer where there is none.
        if comparison == .exists, isValue || !left.isField { comparison = .fits(WildcardText([.anyCharacters])) }
        return test(left, comparison, ignoresCase: ignoresCase, place)
    }

    private mutating func match(
        _ left: EQLNode, _ matcher: EQLMatcher, _ literals: [EQLLiteral], _ range: ByteRange, of node: EQLNode
    ) -> ExprID {
        var ids: [ExprID] = []
        for literal in literals {
            let place = literals.count == 1 ? range : literal.range
            guard matcher.isRegex, case .string(let text) = literal.content else {
                let comparison = Comparison(eql: literal)
                ids.append(alternative(left, comparison, literal, ignoresCase: matcher.ignoresCase, place))
                continue
            }
            guard let regex = regex(text, literal.range) else {
                ids.append(opaque(node, "its regular expression is invalid"))
                continue
            }
            ids.append(test(left, .matches(matcher.ignoresCase ? regex.ignoringCase : regex), place))
        }
        return ids.count == 1 ? ids[0] : expr.add(.or(ids), span: range)
    }

    private mutating func regex(_ text: String, _ range: ByteRange) -> Regex? {
        do throws(RegexError) {
            return try regexes.regex(text)
        } catch {
            issues.append(error.diagnostic(.regex, at: range))
            return nil
        }
    }

    // MARK: functions

    /// Functions of a field and constants that an index can answer; nil for the others.
    private mutating func call(_ name: EQLName, _ arguments: [EQLNode], _ range: ByteRange) -> ExprID? {
        guard case .field(let field)? = arguments.first, arguments.count > 1 else { return nil }
        var texts: [(text: String, range: ByteRange)] = []
        for argument in arguments.dropFirst() {
            guard case .literal(let literal) = argument, case .string(let text) = literal.content else { return nil }
            texts.append((text, literal.range))
        }
        let function = EQLFunction.named(name.text)?.name
        if function == "cidrMatch" {
            // Nothing but an address can be tested so.
            if types(of: field.name).isEmpty { types[Array(field.name.utf8)] = [.ip] }
            let ids = texts.map { text, place in
                test(field.name, .equals(Literal(text, .exact)), texts.count == 1 ? range : place)
            }
            return ids.count == 1 ? ids[0] : expr.add(.or(ids), span: range)
        }
        guard texts.count == 1, let function else { return nil }
        return text(function, field, texts[0].text, ignoresCase: name.ignoresCase, range)
    }

    /// Functions that look for a text in a value.
    private mutating func text(
        _ function: String, _ field: EQLField, _ text: String, ignoresCase: Bool, _ range: ByteRange
    ) -> ExprID? {
        let parts: [WildcardText.Part]
        switch function {
        case "startsWith": parts = [.literal(text), .anyCharacters]
        case "endsWith": parts = [.anyCharacters, .literal(text)]
        case "stringContains": parts = [.anyCharacters, .literal(text), .anyCharacters]
        default: return nil
        }
        guard text.isEmpty else {
            return test(
                field.name, .fits(WildcardText(parts)), ignoresCase: ignoresCase, requiresValue: true, range)
        }
        // Every text begins and ends with nothing, but none contains it (reference: eql §6).
        let exists = test(field.name, .exists, requiresValue: true, range)
        return function == "stringContains" ? expr.add(.not(exists), span: range) : exists
    }

    // MARK: tests and values

    /// A test of a node against constants.
    private mutating func test(
        _ operand: EQLNode, _ comparison: Comparison, ignoresCase: Bool = false, requiresValue: Bool = false,
        _ range: ByteRange
    ) -> ExprID {
        if case .field(let field) = operand {
            return test(field.name, comparison, ignoresCase: ignoresCase, requiresValue: requiresValue, range)
        }
        let value = value(operand)
        return expr.add(.valueTest(value, ValueTest(comparison, ignoresCase: ignoresCase)), span: range)
    }

    private mutating func test(
        _ field: String, _ comparison: Comparison, ignoresCase: Bool = false, requiresValue: Bool = false,
        _ range: ByteRange
    ) -> ExprID {
        var name = field
        var known = types(of: field)
        if !known.isEmpty, known.allSatisfy({ $0.family == .text }), comparison != .exists {
            // Whole values of analyzed text are in the keyword beside it.
            let keyword = types(of: field + ".keyword")
            if !keyword.isEmpty { (name, known) = (field + ".keyword", keyword) }
        }
        let test = FieldTest(
            .named(name), types: known, comparison, ignoresCase: ignoresCase, requiresValue: requiresValue)
        return expr.add(.test(test), span: range)
    }

    /// A node as a value.
    private mutating func value(_ node: EQLNode) -> ExprID {
        if let literal = constant(node) { return expr.add(.literal(Literal(literal)), span: node.range) }
        switch node {
        case .field(let field):
            return expr.add(.field(FieldValue(field.name, types: types(of: field.name))), span: node.range)
        case .call(let name, let arguments, _): return call(name, arguments, of: node)
        case .arithmetic(let first, let terms, _):
            let left = value(first)
            let rest = terms.map { ArithmeticTerm($0.operation.operation, value($0.operand)) }
            return expr.add(.arithmetic(left, rest), span: node.range)
        case .sign(let isMinus, let inner, _):
            let operand = value(inner)
            guard isMinus else { return operand }
            let zero = expr.add(.literal(Literal("0", .number)), span: node.range)
            return expr.add(.arithmetic(zero, [ArithmeticTerm(.subtract, operand)]), span: node.range)
        case .literal, .or, .and, .not, .comparison, .list, .match: return condition(node)
        }
    }

    private mutating func call(_ name: EQLName, _ arguments: [EQLNode], of node: EQLNode) -> ExprID {
        let values = arguments.map { value($0) }
        let function = EQLFunction.named(name.text)?.name ?? name.text
        if values.count == 2, let operation = EQLFunction.operations[function] {
            return expr.add(.arithmetic(values[0], [ArithmeticTerm(operation, values[1])]), span: node.range)
        }
        return expr.add(.call(FunctionName(function, ignoresCase: name.ignoresCase), values), span: node.range)
    }

    private mutating func types(of field: String) -> [FieldType] {
        let key = Array(field.utf8)
        if let known = types[key] { return known }
        let answer = fields.types(of: field)
        types[key] = answer
        return answer
    }

    /// The constant that a node is, arithmetic over numbers worked out.
    private func constant(_ node: EQLNode) -> EQLLiteral? {
        if case .literal(let literal) = node { return literal }
        return EQL.constant(node).map { EQLLiteral($0, node.range) }
    }
}

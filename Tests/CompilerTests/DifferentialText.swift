import Queries
import Schemas

/// An expression on one line with the types of its fields, for messages.
enum DifferentialText {
    static func text(_ expr: Expr) -> String { text(expr, expr.root) }

    private static func text(_ expr: Expr, _ id: ExprID) -> String {
        let list = { (ids: [ExprID]) in ids.map { text(expr, $0) }.joined(separator: ", ") }
        switch expr[id] {
        case .constant(let value): return "\(value)"
        case .and(let nodes): return "and(\(list(nodes)))"
        case .or(let nodes): return "or(\(list(nodes)))"
        case .not(let node): return "not(\(text(expr, node)))"
        case .nested(let path, let node): return "\(path){ \(text(expr, node)) }"
        case .compare(let left, let relation, let right):
            return "[\(text(expr, left)) \(relation.rawValue) \(text(expr, right))]"
        case .valueTest(let value, let test):
            return "[\(text(expr, value)) \(text(test.comparison))\(test.ignoresCase ? " ~" : "")]"
        case .field(let field): return "\(field.name) [\(types(field.types))]"
        case .literal(let literal): return literal.kind == .exact ? literal.text.debugDescription : literal.text
        case .call(let name, let arguments): return "\(name.text)\(name.ignoresCase ? "~" : "")(\(list(arguments)))"
        case .arithmetic(let first, let terms):
            return terms.reduce(text(expr, first)) { "(\($0) \($1.operation.rawValue) \(text(expr, $1.operand)))" }
        case .opaque(let part): return part.text
        case .test(let test):
            let field =
                switch test.field {
                case .named(let name): name
                case .matching(let pattern): "<\(pattern.display)>"
                case .any: "any"
                }
            let marks = (test.ignoresCase ? " ~" : "") + (test.requiresValue ? " requiring a value" : "")
            return "\(field) [\(types(test.types))] \(text(test.comparison))\(marks)"
        }
    }

    private static func types(_ types: [FieldType]) -> String { types.map(\.rawValue).joined(separator: "|") }

    private static func text(_ comparison: Comparison) -> String {
        switch comparison {
        case .exists: "exists"
        case .equals(let literal): ": \(literal.text.debugDescription) \(literal.kind)"
        case .fits(let pattern): "fits \(pattern.display)"
        case .compares(let order, let literal): "\(order.rawValue) \(literal.text.debugDescription) \(literal.kind)"
        case .between, .matches, .resembles, .near: "\(comparison)"
        }
    }
}

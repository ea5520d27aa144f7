import SourceText

/// A condition or value of an expression on one line, for messages: `length(process.name) > 2`.
package enum ExprPhrase {
    private static let maximumDepth = 64

    package static func text(_ id: ExprID, of expr: Expr) -> String { text(id, of: expr, depth: 0) }

    private static func text(_ id: ExprID, of expr: Expr, depth: Int) -> String {
        guard depth < maximumDepth, expr.nodes.indices.contains(Int(id.index)) else { return "…" }
        let inner = { (id: ExprID) in
            let text = text(id, of: expr, depth: depth + 1)
            return expr[id].isCompound ? "(\(text))" : text
        }
        switch expr[id] {
        case .constant(let value): return value ? "true" : "false"
        case .and(let ids): return ids.map(inner).joined(separator: " and ")
        case .or(let ids): return ids.map(inner).joined(separator: " or ")
        case .not(let child): return "not \(inner(child))"
        case .nested(let path, let child): return "\(path):{ \(text(child, of: expr, depth: depth + 1)) }"
        case .test(let test): return "\(test.shownField) \(words(test.comparison, ignoresCase: test.ignoresCase))"
        case .compare(let left, let relation, let right): return "\(inner(left)) \(relation.rawValue) \(inner(right))"
        case .valueTest(let value, let test):
            return "\(inner(value)) \(words(test.comparison, ignoresCase: test.ignoresCase))"
        case .field(let field): return field.name
        case .literal(let literal): return constant(literal)
        case .call(let name, let arguments):
            let list = arguments.map { text($0, of: expr, depth: depth + 1) }.joined(separator: ", ")
            return "\(name.text)\(name.ignoresCase ? "~" : "")(\(list))"
        case .arithmetic(let first, let terms):
            return terms.reduce(inner(first)) { "\($0) \($1.operation.rawValue) \(inner($1.operand))" }
        case .opaque(let part): return part.text
        }
    }

    private static func words(_ comparison: Comparison, ignoresCase: Bool) -> String {
        switch comparison {
        case .exists: "!= null"
        case .equals(let literal): "\(ignoresCase ? ":" : "==") \(constant(literal))"
        case .fits(let pattern): "\(ignoresCase ? ":" : "like") \(JSONValue.string(pattern.display).text)"
        case .compares(let relation, let literal): "\(relation.rawValue) \(constant(literal))"
        case .between(let low, let high):
            "\(low.relation.rawValue) \(constant(low.literal)) and \(high.relation.rawValue) \(constant(high.literal))"
        case .matches(let regex): "regex \(JSONValue.string(regex.text).text)"
        case .resembles(let term): "\(term.text)~\(term.edits)"
        case .near(let words, let slop): "\(JSONValue.string(words).text)~\(slop)"
        }
    }

    private static func constant(_ literal: Literal) -> String {
        switch literal.kind {
        case .boolean, .null, .number: literal.text
        case .anyWord, .allWords, .phrase, .exact: JSONValue.string(literal.text).text
        }
    }
}

extension ExprNode {
    /// Whether it needs parentheses inside another node.
    fileprivate var isCompound: Bool {
        switch self {
        case .and, .or, .not, .compare, .valueTest, .arithmetic, .test: true
        case .constant, .nested, .field, .literal, .call, .opaque: false
        }
    }
}

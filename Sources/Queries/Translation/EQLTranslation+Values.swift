import SourceText

// Values, and conditions on computed values: EQL has them all.
extension EQLTranslation {
    mutating func value(_ id: ExprID) -> EQLNode? {
        let nowhere = EQL.nowhere
        switch parts.expr[id] {
        case .constant, .and, .or, .not, .nested, .test: return node(id)
        case .field(let field): return .field(EQLField(Self.parts(of: field.name), nowhere))
        case .literal(let literal): return Self.constant(literal)
        case .call(let name, let arguments):
            return values(arguments).map {
                .call(EQLName(name.text, ignoresCase: name.ignoresCase, nowhere), arguments: $0, nowhere)
            }
        case .arithmetic(let first, let terms):
            guard let left = value(first), let operands = values(terms.map(\.operand)) else { return nil }
            return .arithmetic(left, zip(terms, operands).map { EQLTerm(EQLOperation($0.operation), $1) }, nowhere)
        case .compare(let left, let relation, let right):
            guard let left = value(left), let right = value(right) else { return nil }
            return .comparison(left, relation.comparison, right, nowhere)
        case .valueTest(let operand, let test): return value(operand).flatMap { self.test($0, test, id) }
        case .opaque(let part): return refuse(.script, id, "`\(part.text.shown)` cannot be translated: \(part.reason)")
        }
    }

    private mutating func values(_ ids: [ExprID]) -> [EQLNode]? {
        var nodes: [EQLNode] = []
        for id in ids {
            guard let node = value(id) else { return nil }
            nodes.append(node)
        }
        return nodes
    }

    private mutating func test(_ value: EQLNode, _ test: ValueTest, _ id: ExprID) -> EQLNode? {
        let subject = Subject(value, EQL.print(value))
        switch test.comparison {
        case .exists: return .comparison(value, .notEqual, .literal(EQLLiteral(.null, EQL.nowhere)), EQL.nowhere)
        case .equals(let literal) where test.ignoresCase:
            return .list(value, [Self.constant(literal)], isNegated: false, ignoresCase: true, EQL.nowhere)
        case .equals(let literal): return .comparison(value, .equal, Self.constant(literal), EQL.nowhere)
        case .compares(let relation, let literal):
            return .comparison(value, Self.comparison(relation), Self.constant(literal), EQL.nowhere)
        case .fits(let pattern):
            let asked = FieldTest(.named(subject.name), types: [], test.comparison, ignoresCase: test.ignoresCase)
            return fits(pattern, asked, subject, id)
        case .matches(let regex): return match(subject, .regex, regex.text())
        case .between, .resembles, .near:
            return refuse(.script, id, "EQL has no counterpart of `\(ExprPhrase.text(id, of: parts.expr).shown)`")
        }
    }

    private static func constant(_ literal: Literal) -> EQLNode {
        switch literal.kind {
        case .null: .literal(EQLLiteral(.null, EQL.nowhere))
        case .boolean: .literal(EQLLiteral(.boolean(literal.text == "true"), EQL.nowhere))
        case .number: number(literal.text, isWhole: Int64(literal.text) != nil) ?? string(literal.text)
        case .anyWord, .allWords, .phrase, .exact: string(literal.text)
        }
    }

    private static func string(_ text: String) -> EQLNode { .literal(EQLLiteral(.string(text), EQL.nowhere)) }
}

extension ValueRelation {
    fileprivate var comparison: EQLComparison {
        switch self {
        case .equal: .equal
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        }
    }
}

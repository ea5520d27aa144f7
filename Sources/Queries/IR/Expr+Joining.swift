// Expressions that are put together.
extension Expr {
    /// Takes the nodes of another expression in; what its root is called here.
    package mutating func add(_ other: Expr) -> ExprID {
        let start = nodes.count
        for (node, span) in zip(other.nodes, other.spans) { _ = add(node.moved(by: start), span: span) }
        return other.root.moved(by: start)
    }

    /// The expression that holds where all of these do; each keeps its own places.
    package static func all(_ parts: [Expr]) -> Expr {
        guard var whole = parts.first, parts.count > 1 else { return parts.first ?? Expr() }
        let roots = [whole.root] + parts.dropFirst().map { whole.add($0) }
        whole.root = whole.add(.and(roots), span: whole.span(of: whole.root))
        return whole
    }
}

extension ExprID {
    func moved(by distance: Int) -> ExprID { ExprID(Int(index) + distance) }
}

extension ExprNode {
    /// The node in an arena in which its children are further after.
    func moved(by distance: Int) -> ExprNode {
        switch self {
        case .constant, .test, .field, .literal, .opaque: self
        case .and(let ids): .and(ids.map { $0.moved(by: distance) })
        case .or(let ids): .or(ids.map { $0.moved(by: distance) })
        case .not(let id): .not(id.moved(by: distance))
        case .nested(let path, let id): .nested(path: path, id.moved(by: distance))
        case .compare(let left, let relation, let right):
            .compare(left.moved(by: distance), relation, right.moved(by: distance))
        case .valueTest(let id, let test): .valueTest(id.moved(by: distance), test)
        case .call(let name, let ids): .call(name, ids.map { $0.moved(by: distance) })
        case .arithmetic(let first, let terms):
            .arithmetic(
                first.moved(by: distance),
                terms.map { ArithmeticTerm($0.operation, $0.operand.moved(by: distance)) })
        }
    }
}

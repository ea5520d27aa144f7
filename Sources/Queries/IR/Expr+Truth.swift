import SourceText

// Null: conditions that have no answer for an event.
//
// `not` of null is null, `and` is false if one part is, `or` is true if one part is (Kleene). A query finds an event where
// the whole is true, so null and false are the same at the root, and differ below `not`.
extension ExprNode {
    /// Whether the node itself, apart from its children, can be null.
    package var canBeNull: Bool {
        switch self {
        case .constant, .and, .or, .not, .nested: false
        case .test(let test): test.requiresValue
        case .valueTest(_, let test): test.comparison != .exists
        case .compare, .field, .call, .arithmetic, .opaque: true
        case .literal(let literal): literal.kind == .null
        }
    }

    /// Whether the node needs what only a script gives: values that are computed, or compared with each other.
    package var needsScript: Bool {
        switch self {
        case .constant, .and, .or, .not, .test, .nested: false
        case .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque: true
        }
    }

    /// The comparison that is true where this one is false, and null where it is: Elasticsearch turns EQL's ranges round
    /// instead of negating them, which differs for arrays. nil for other nodes.
    package var turnedRound: ExprNode? {
        switch self {
        case .test(var test):
            guard test.requiresValue, case .compares(let relation, let literal) = test.comparison else { return nil }
            test.comparison = .compares(relation.opposite, literal)
            return .test(test)
        case .valueTest(let value, var test):
            guard case .compares(let relation, let literal) = test.comparison else { return nil }
            test.comparison = .compares(relation.opposite, literal)
            return .valueTest(value, test)
        case .compare(let left, let relation, let right):
            return relation.opposite.map { .compare(left, $0, right) }
        default: return nil
        }
    }
}

extension Expr {
    /// The same expression for where only true counts: what requires a value says so itself where it is negated, and `not`
    /// is the plain opposite. Nodes that need a script stay, with `not` before them.
    ///
    /// It holds for exactly the events for which this expression is true. Linear in the nodes.
    package var twoValued: Expr {
        guard nodes.contains(where: \.canBeNull), nodes.indices.contains(Int(root.index)) else { return self }
        var copy = self
        copy.root = copy.holding(root, isNegated: false, depth: 0)
        return copy
    }

    /// A node that holds where `id` is true, or with `isNegated` where it is false.
    private mutating func holding(_ id: ExprID, isNegated: Bool, depth: Int) -> ExprID {
        let span = span(of: id)
        // Nothing deeper comes from a parser; a part that is too deep keeps its plain meaning.
        guard depth < Self.deepestLevel else { return isNegated ? add(.not(id), span: span) : id }
        switch self[id] {
        case .not(let child): return holding(child, isNegated: !isNegated, depth: depth + 1)
        case .and(let ids), .or(let ids):
            let isAnd = if case .and = self[id] { true } else { false }
            let parts = ids.map { holding($0, isNegated: isNegated, depth: depth + 1) }
            return add(isAnd != isNegated ? .and(parts) : .or(parts), span: span)
        case .nested(let path, let child):
            let inner = holding(child, isNegated: false, depth: depth + 1)
            let whole = add(.nested(path: path, inner), span: span)
            return isNegated ? add(.not(whole), span: span) : whole
        case .literal(let literal) where literal.kind == .null: return add(.constant(false), span: span)
        case .constant, .test, .compare, .valueTest, .field, .literal, .call, .arithmetic, .opaque:
            if isNegated, let turned = self[id].turnedRound { return plain(turned, span) }
            guard isNegated else { return plain(self[id], span) }
            let absent = add(.not(plain(self[id], span)), span: span)
            guard case .test(var test) = self[id], test.requiresValue else { return absent }
            test = FieldTest(test.field, types: test.types, .exists)
            let exists = add(.test(test), span: span)
            return add(.and([exists, absent]), span: span)
        }
    }

    /// A node for where only true counts.
    private mutating func plain(_ node: ExprNode, _ span: ByteRange) -> ExprID {
        guard case .test(var test) = node else { return add(node, span: span) }
        test.requiresValue = false
        return add(.test(test), span: span)
    }

    /// The first condition, in the order of the text, that needs a script; nil where none does.
    package var firstScript: ExprID? {
        guard nodes.contains(where: \.needsScript), nodes.indices.contains(Int(root.index)) else { return nil }
        var open = [root]
        while let id = open.popLast() {
            if self[id].needsScript { return id }
            open.append(contentsOf: self[id].children.reversed())
        }
        return nil
    }
}

package import SourceText

extension Expr {
    /// The part that makes the expression hold for nearly every event because nothing must hold in it, only the opposite of
    /// tests: the whole, or one of its alternatives. nil where there is none, and where the whole is a constant.
    package var partWithoutCondition: (span: ByteRange, isWhole: Bool)? {
        guard nodes.indices.contains(Int(root.index)) else { return nil }
        var whole = Junction.Part(id: root, isNegated: false, span: span(of: root), word: nil)
        while case .not(let child) = self[whole.id] {
            whole.id = child
            whole.isNegated.toggle()
        }
        if junction(whole.id, isNegated: whole.isNegated) == false {
            let parts = Junction.parts(of: whole.id, isNegated: whole.isNegated, isAll: false, in: self)
            // Where every alternative lacks a condition, the whole does.
            let broad = parts.filter { lacksCondition($0, depth: 0) }
            if let first = broad.first { return broad.count == parts.count ? (whole.span, true) : (first.span, false) }
            return nil
        }
        return lacksCondition(whole, depth: 0) ? (whole.span, true) : nil
    }

    private func lacksCondition(_ part: Junction.Part, depth: Int) -> Bool {
        guard depth < Self.deepestLevel else { return false }
        if let isAll = junction(part.id, isNegated: part.isNegated) {
            let parts = Junction.parts(of: part.id, isNegated: part.isNegated, isAll: isAll, in: self)
            return isAll
                ? parts.allSatisfy { lacksCondition($0, depth: depth + 1) }
                : parts.contains { lacksCondition($0, depth: depth + 1) }
        }
        // To lack a field is rare enough to be a condition; so is a test of a number from above or below.
        guard case .test(let test) = self[part.id], part.isNegated, !test.requiresValue else { return false }
        if case .equals = test.comparison { return true }
        if case .fits = test.comparison { return true }
        return false
    }
}

extension Expr {
    /// Whether the expression is the constant true.
    package var isAlwaysTrue: Bool {
        nodes.indices.contains(Int(root.index)) && self[root] == .constant(true)
    }
}

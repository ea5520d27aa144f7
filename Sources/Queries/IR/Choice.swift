package import SourceText

/// A condition on one field: a test of it, or alternatives that all ask it.
package struct Choice: Sendable {
    package var field: String
    package var tests: [FieldTest]
    /// Bytes of the query.
    package var span: ByteRange

    /// The values that are asked for; nil where one of them is not a plain literal.
    package var literals: [String]? {
        var texts: [String] = []
        for test in tests {
            guard case .equals(let literal) = test.comparison, literal.kind != .null, !test.ignoresCase else {
                return nil
            }
            texts.append(literal.text)
        }
        return texts
    }
}

extension Expr {
    /// Calls `body` with all conditions that must hold together, once for each `and` and for each alternative with more of
    /// them; of two conditions on one field the outer one counts.
    package func forEachCase(_ body: ([String: Choice]) -> Void) {
        guard nodes.indices.contains(Int(root.index)) else { return }
        let whole = Junction.Part(id: root, isNegated: false, span: span(of: root), word: nil)
        cases(whole, [:], depth: 0, body)
    }

    private func cases(
        _ part: Junction.Part, _ known: [String: Choice], depth: Int, _ body: ([String: Choice]) -> Void
    ) {
        guard depth < Self.deepestLevel else { return }
        if let choice = choice(part) {
            body(known.merging([choice.field: choice]) { first, _ in first })
            return
        }
        guard let isAll = junction(part.id, isNegated: part.isNegated) else { return }
        let parts = Junction.parts(of: part.id, isNegated: part.isNegated, isAll: isAll, in: self)
        guard isAll else {
            for part in parts { cases(part, known, depth: depth + 1, body) }
            return
        }
        var known = known
        var rest: [Junction.Part] = []
        for part in parts {
            guard let choice = choice(part) else {
                rest.append(part)
                continue
            }
            if known[choice.field] == nil { known[choice.field] = choice }
        }
        body(known)
        for part in rest { cases(part, known, depth: depth + 1, body) }
    }

    /// A part as a condition on one field; nil where it is none, and where it is negated.
    func choice(_ part: Junction.Part) -> Choice? {
        var field: String?
        var tests: [FieldTest] = []
        let isAny = junction(part.id, isNegated: part.isNegated) == false
        let parts = isAny ? Junction.parts(of: part.id, isNegated: part.isNegated, isAll: false, in: self) : [part]
        for part in parts {
            guard case .test(let test) = self[part.id], !part.isNegated, case .named(let name) = test.field,
                field == nil || field == name
            else { return nil }
            field = name
            tests.append(test)
        }
        return field.map { Choice(field: $0, tests: tests, span: part.span) }
    }
}

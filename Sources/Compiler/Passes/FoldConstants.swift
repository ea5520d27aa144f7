/// Constants and layers disappear.
///
/// Assumes: nothing. Guarantees: no constant is below the root; no `all` in an `all`, no `any` in an `any`; each
/// has two parts at least, none twice (the first stays); no `not` of a `not`. A loop over a constant true stays: it
/// asks for an object. `a and (b and true) and a` becomes `a and b`.
enum FoldConstants {
    static func apply(_ condition: Condition) -> Condition {
        switch condition {
        case .constant, .test, .computed: return condition
        case .all(let parts): return join(parts, neutral: true)
        case .any(let parts): return join(parts, neutral: false)
        case .not(let part):
            switch apply(part) {
            case .constant(let value): return .constant(!value)
            case .not(let inner): return inner
            case let folded: return .not(folded)
            }
        case .nested(let path, let part):
            let folded = apply(part)
            return folded == .constant(false) ? folded : .nested(path: path, folded)
        }
    }

    /// `neutral` is the constant that changes nothing: true in an `all`, false in an `any`.
    private static func join(_ parts: [Condition], neutral: Bool) -> Condition {
        var kept: [Condition] = []
        var seen: Set<Condition> = []
        func add(_ part: Condition) {
            if seen.insert(part).inserted { kept.append(part) }
        }
        for part in parts {
            switch (apply(part), neutral) {
            case (.constant(let value), _):
                if value != neutral { return .constant(value) }
            case (.all(let inner), true), (.any(let inner), false): inner.forEach(add)
            case (let folded, _): add(folded)
            }
        }
        if kept.isEmpty { return .constant(neutral) }
        if kept.count == 1 { return kept[0] }
        return neutral ? .all(kept) : .any(kept)
    }
}

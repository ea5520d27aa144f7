/// Parts that other parts decide disappear.
///
/// Assumes: negations inward, folded. Guarantees: no `all` or `any` has a part and its opposite; no part of an `all` is an
/// `any` of which another part is an alternative, and the reverse. `a and not a` becomes false, `a or not a` true,
/// `a and (a or b)` becomes `a`, `a and (not a or b)` becomes `a and b`.
enum Opposites {
    static func apply(_ condition: Condition) -> Condition {
        switch condition {
        case .constant, .test, .computed: condition
        case .not(let part): .not(apply(part))
        case .nested(let path, let part): .nested(path: path, apply(part))
        case .all(let parts): joined(parts.map(apply), isAll: true)
        case .any(let parts): joined(parts.map(apply), isAll: false)
        }
    }

    private static func joined(_ parts: [Condition], isAll: Bool) -> Condition {
        let all = Set(parts)
        if parts.contains(where: { all.contains(opposite($0)) }) { return .constant(!isAll) }
        var kept: [Condition] = []
        for part in parts {
            let inner: [Condition]? =
                switch (part, isAll) {
                case (.any(let inner), true), (.all(let inner), false): inner
                default: nil
                }
            guard let inner else {
                kept.append(part)
                continue
            }
            if inner.contains(where: all.contains) { continue }
            let open = inner.filter { !all.contains(opposite($0)) }
            if open.count == inner.count {
                kept.append(part)
            } else if open.count == 1 {
                kept.append(open[0])
            } else {
                kept.append(open.isEmpty ? .constant(!isAll) : isAll ? .any(open) : .all(open))
            }
        }
        return isAll ? .all(kept) : .any(kept)
    }

    private static func opposite(_ condition: Condition) -> Condition {
        if case .not(let part) = condition { part } else { .not(condition) }
    }
}

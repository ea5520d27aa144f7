/// Negations stand before single tests, loops and computed conditions.
///
/// Assumes: nothing. Guarantees: no `not` of a constant, a joint or a `not`. Tests have two truth values here, so De Morgan's
/// laws hold: `not (a or b)` becomes `not a and not b`. A loop keeps its `not`: that no object meets a condition is not that
/// one meets its opposite.
enum NegationsInward {
    static func apply(_ condition: Condition) -> Condition { pushed(condition, isNegated: false) }

    private static func pushed(_ condition: Condition, isNegated: Bool) -> Condition {
        switch condition {
        case .constant(let value): return .constant(value != isNegated)
        case .not(let part): return pushed(part, isNegated: !isNegated)
        case .all(let parts):
            let pushed = parts.map { self.pushed($0, isNegated: isNegated) }
            return isNegated ? .any(pushed) : .all(pushed)
        case .any(let parts):
            let pushed = parts.map { self.pushed($0, isNegated: isNegated) }
            return isNegated ? .all(pushed) : .any(pushed)
        case .nested(let path, let part):
            let loop = Condition.nested(path: path, pushed(part, isNegated: false))
            return isNegated ? .not(loop) : loop
        case .test, .computed: return isNegated ? .not(condition) : condition
        }
    }
}

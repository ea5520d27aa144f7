/// The parts of each `all` and `any` in the order of their cost, equal ones as they stood.
///
/// Assumes: nothing. Guarantees: the same parts. Tests have no effects and no third truth value here, so order cannot
/// change an answer; expressions with unknown values will have been brought to two values before this pass.
enum CheapFirst {
    static func apply(_ condition: Condition) -> Condition {
        switch condition {
        case .constant, .test, .computed: condition
        case .not(let part): .not(apply(part))
        case .nested(let path, let part): .nested(path: path, apply(part))
        case .all(let parts): .all(sorted(parts))
        case .any(let parts): .any(sorted(parts))
        }
    }

    private static func sorted(_ parts: [Condition]) -> [Condition] {
        parts.map(apply).enumerated()
            .map { (cost: $0.element.cost, place: $0.offset, part: $0.element) }
            .sorted { ($0.cost, $0.place) < ($1.cost, $1.place) }
            .map(\.part)
    }
}

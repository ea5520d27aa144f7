/// The parts of each `all` and `any` in the order in which they decide at the least cost, equal ones as they stood.
///
/// Assumes: nothing. Guarantees: the same parts. Tests have no effects and no third truth value here, so order cannot
/// change an answer. In an `all` a part counts for what it costs by the chance that it is false, in an `any` that it is true.
enum CheapFirst {
    static func apply(_ condition: Condition, _ costs: KeyCosts) -> Condition {
        switch condition {
        case .constant, .test, .computed: condition
        case .not(let part): .not(apply(part, costs))
        case .nested(let path, let part): .nested(path: path, apply(part, costs))
        case .all(let parts): .all(sorted(parts, isAll: true, costs))
        case .any(let parts): .any(sorted(parts, isAll: false, costs))
        }
    }

    private static func sorted(_ parts: [Condition], isAll: Bool, _ costs: KeyCosts) -> [Condition] {
        parts.map { apply($0, costs) }.enumerated()
            .map { place, part in
                let chance = part.chance(costs)
                let rank = Double(part.cost) / max(0.02, isAll ? 1 - chance : chance)
                return (rank: rank, place: place, part: part)
            }
            .sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }
            .map(\.part)
    }
}

extension Condition {
    /// How likely an event meets it, as if tests had nothing to do with each other.
    fileprivate func chance(_ costs: KeyCosts) -> Double {
        switch self {
        case .constant(let value): value ? 1 : 0
        case .test(let question, let predicate): costs.chance(of: predicate, at: question)
        case .computed: 0.5
        case .not(let part): 1 - part.chance(costs)
        case .nested: 0.1
        case .all(let parts): parts.reduce(1) { $0 * $1.chance(costs) }
        case .any(let parts): 1 - parts.reduce(1) { $0 * (1 - $1.chance(costs)) }
        }
    }
}

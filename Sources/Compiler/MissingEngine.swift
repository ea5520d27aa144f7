package import Rules

/// What a detection needs and the machine does not have yet.
package enum MissingEngine: Sendable, Hashable {
    case kind(Detection.Kind)
    /// Conditions that compute with values or compare fields.
    case values
    /// `head` and `tail`.
    case pipes

    /// In the order in which they are reported.
    package static let all = Detection.Kind.allCases.map { MissingEngine.kind($0) } + [.values, .pipes]

    /// `12 threshold rules`.
    package func rules(_ count: Int) -> String {
        let noun = count == 1 ? "rule" : "rules"
        return switch self {
        case .kind(let kind): "\(count) \(kind.title) \(noun)"
        case .values: "\(count) EQL \(noun) with computed values or compared fields"
        case .pipes: "\(count) EQL \(noun) with `head` or `tail`"
        }
    }
}

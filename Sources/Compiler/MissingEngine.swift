package import Rules

/// What a detection needs and the machine does not have yet.
package enum MissingEngine: Sendable, Hashable {
    case kind(Detection.Kind)
    /// `head` and `tail`.
    case pipes

    /// In the order in which they are reported.
    package static let all = Detection.Kind.allCases.map { MissingEngine.kind($0) } + [.pipes]

    /// Whether the program has the conditions on single events, whose hits are counted.
    package var countsStages: Bool {
        switch self {
        case .kind(.pipeline), .kind(.anomaly): false
        case .kind, .pipes: true
        }
    }

    /// `12 threshold rules`.
    package func rules(_ count: Int) -> String {
        let noun = count == 1 ? "rule" : "rules"
        return switch self {
        case .kind(let kind): "\(count) \(kind.title) \(noun)"
        case .pipes: "\(count) EQL \(noun) with `head` or `tail`"
        }
    }
}

import Values

/// Which numbers a test takes: all between two bounds.
package struct NumberSpan: Hashable, Sendable {
    /// One end; a bound that is not itself in the range is open.
    struct Bound: Hashable, Sendable {
        var value: Double
        var isOpen: Bool
    }

    var low: Bound
    var high: Bound

    /// Whole numbers beyond this are not distinguished as `Double`.
    private static let exact = 9_007_199_254_740_992.0

    /// nil where the text is no number, or too large to be sure of.
    init?(_ sign: RangeOperator?, _ text: String, isWhole: Bool) {
        guard let value = NumberText.double(text), abs(value) < Self.exact else { return nil }
        low = Bound(value: -.infinity, isOpen: true)
        high = Bound(value: .infinity, isOpen: true)
        switch sign {
        case nil:
            low = Bound(value: value, isOpen: false)
            high = low
        case .less: high = Bound(value: isWhole ? value.rounded(.up) - 1 : value, isOpen: !isWhole)
        case .lessOrEqual: high = Bound(value: isWhole ? value.rounded(.down) : value, isOpen: false)
        case .greater: low = Bound(value: isWhole ? value.rounded(.down) + 1 : value, isOpen: !isWhole)
        case .greaterOrEqual: low = Bound(value: isWhole ? value.rounded(.up) : value, isOpen: false)
        }
    }

    func covers(_ other: NumberSpan) -> Bool {
        (low.value < other.low.value || low.value == other.low.value && (!low.isOpen || other.low.isOpen))
            && (high.value > other.high.value || high.value == other.high.value && (!high.isOpen || other.high.isOpen))
    }

    func excludes(_ other: NumberSpan) -> Bool { isBelow(other) || other.isBelow(self) }

    private func isBelow(_ other: NumberSpan) -> Bool {
        high.value < other.low.value || high.value == other.low.value && (high.isOpen || other.low.isOpen)
    }
}

/// All whole numbers from `low` to `high`, both included.
package struct IntegerRange: Hashable, Sendable {
    package var low: Int128
    package var high: Int128

    package init(_ low: Int128, _ high: Int128) {
        self.low = low
        self.high = high
    }
}

/// All numbers from `low` to `high`, both included; infinities represent no bound.
package struct NumberRange: Hashable, Sendable {
    package var low: Double
    package var high: Double

    package init(_ low: Double, _ high: Double) {
        self.low = low
        self.high = high
    }

    package func contains(_ value: Double) -> Bool { value >= low && value <= high }
}

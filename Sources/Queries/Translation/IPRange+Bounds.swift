import Values

extension IPRange {
    /// The block between two addresses, both included; nil where they are not the first and the last of one.
    init?(_ low: RangeBound, _ high: RangeBound) {
        guard low.relation == .greaterOrEqual, high.relation == .lessOrEqual,
            let from = IPAddress(low.literal.text), let to = IPAddress(high.literal.text)
        else { return nil }
        self.init(from, to)
        if !isBlock { return nil }
    }
}

import Machine
import Values

extension Condition {
    /// The condition that one value meets both tests; self is the lower side of a range, `upper` the other.
    func metWithOneValue(_ upper: Condition) -> Condition {
        switch (self, upper) {
        case (.test(let question, let low), .test(let other, let high)):
            guard question == other, let both = low.intersection(high) else { return .all([self, upper]) }
            return both.map { .test(question, $0) } ?? .constant(false)
        // Text and number of an untyped field: each kind for itself.
        case (.any(let lows), .any(let highs)): return .any(zip(lows, highs).map { $0.metWithOneValue($1) })
        case (.any(let lows), _): return lows.first?.metWithOneValue(upper) ?? .constant(false)
        case (_, .any(let highs)): return highs.first.map(metWithOneValue) ?? .constant(false)
        default: return .all([self, upper])
        }
    }
}

extension Predicate {
    /// What is in both: nil where that is not a predicate, an inner nil where it is nothing.
    fileprivate func intersection(_ high: Predicate) -> Predicate?? {
        switch (self, high) {
        case (.integer(let a), .integer(let b)):
            let range = IntegerRange(max(a.low, b.low), min(a.high, b.high))
            return .some(range.low <= range.high ? .integer(range) : nil)
        case (.number(let a), .number(let b)): return .some(Self.common(a, b).map { .number($0) })
        case (.jsonNumber(let a), .jsonNumber(let b)): return .some(Self.common(a, b).map { .jsonNumber($0) })
        case (.address(let a), .address(let b)):
            let range = IPRange(max(a.low, b.low), min(a.high, b.high))
            return .some(range.low <= range.high ? .address(range) : nil)
        case (.date(let a), .date(let b)): return .date(DateRange(low: a.low, high: b.high))
        case (.compares(let a, let low), .compares(let b, let high)): return .between(low, high, Self.sides(a, b))
        case (.stringCompares(let a, let low), .stringCompares(let b, let high)):
            return .between(low, high, Self.sides(a, b).union(.stringsOnly))
        case (.version(let a, let low), .version(let b, let high)):
            return .versionBetween(low, high, Self.sides(a, b))
        default: return nil
        }
    }

    private static func common(_ a: NumberRange, _ b: NumberRange) -> NumberRange? {
        let range = NumberRange(max(a.low, b.low), min(a.high, b.high))
        return range.low <= range.high ? range : nil
    }

    private static func sides(_ low: Relation, _ high: Relation) -> RangeSides {
        var sides: RangeSides = []
        if low == .greaterOrEqual { sides.insert(.low) }
        if high == .lessOrEqual { sides.insert(.high) }
        return sides
    }
}

/// A point in time: seconds since 1970 and nanoseconds in that second (0 ..< 10⁹), in UTC.
package struct Instant: Hashable, Sendable, Comparable {
    package let seconds: Int64
    package let nanoseconds: Int32

    /// Seconds beyond the limit are clamped, so that arithmetic on them cannot overflow.
    package init(seconds: Int64, nanoseconds: Int32 = 0) {
        self.seconds = max(-Self.limit, min(Self.limit, seconds))
        self.nanoseconds = max(0, min(999_999_999, nanoseconds))
    }

    /// About 3.2 million years around 1970.
    package static let limit: Int64 = 100_000_000_000_000

    package init(milliseconds: Int64) {
        let (seconds, rest) = Self.floorDivide(milliseconds, 1000)
        self.init(seconds: seconds, nanoseconds: Int32(truncatingIfNeeded: rest) * 1_000_000)
    }

    package static func < (a: Instant, b: Instant) -> Bool {
        a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
    }

    /// The last nanosecond of its millisecond.
    package var endOfMillisecond: Instant {
        Instant(seconds: seconds, nanoseconds: nanoseconds / 1_000_000 * 1_000_000 + 999_999)
    }

    /// The first nanosecond of its millisecond.
    package var startOfMillisecond: Instant {
        Instant(seconds: seconds, nanoseconds: nanoseconds / 1_000_000 * 1_000_000)
    }

    /// The next nanosecond.
    package var next: Instant {
        nanoseconds == 999_999_999
            ? Instant(seconds: seconds + 1) : Instant(seconds: seconds, nanoseconds: nanoseconds + 1)
    }

    /// The nanosecond before.
    package var previous: Instant {
        nanoseconds == 0
            ? Instant(seconds: seconds - 1, nanoseconds: 999_999_999)
            : Instant(seconds: seconds, nanoseconds: nanoseconds - 1)
    }

    /// Quotient rounded down and the rest, which is never negative. `divisor` is positive.
    static func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}

extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC with nine digits of a second.
    package var description: String {
        let (days, rest) = Self.floorDivide(seconds, 86_400)
        let day = CalendarDay(daysSinceEpoch: days)
        func padded(_ value: Int64, _ width: Int) -> String {
            let digits = String(value.magnitude)
            return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(day.year, 4))-\(padded(day.month, 2))-\(padded(day.day, 2))"
            + "T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))"
            + ".\(padded(Int64(nanoseconds), 9))Z"
    }
}

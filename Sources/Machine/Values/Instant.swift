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

/// A calendar day of the proleptic Gregorian calendar.
struct CalendarDay {
    var year: Int64
    var month: Int64
    var day: Int64

    init(year: Int64, month: Int64, day: Int64) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that lies `days` after 1970-01-01 (the well-known algorithm on 400-year eras).
    init(daysSinceEpoch days: Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = Instant.floorDivide(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// Days since 1970-01-01.
    var daysSinceEpoch: Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = Instant.floorDivide(shiftedYear, 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    static func daysInMonth(year: Int64, month: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day `months` later; a day that the month lacks becomes its last.
    func adding(months: Int64) -> CalendarDay {
        let (years, rest) = Instant.floorDivide(month - 1 + months, 12)
        let target = max(-3_000_000, min(3_000_000, year + years))
        return CalendarDay(
            year: target, month: rest + 1, day: min(day, Self.daysInMonth(year: target, month: rest + 1)))
    }
}

/// One step of date math: `+1d`, `-2h`, `/d`.
package struct DateStep: Hashable, Sendable {
    package enum Unit: UInt32, Sendable, CaseIterable {
        case year, month, week, day, hour, minute, second

        init?(_ letter: UInt8) {
            switch letter {
            case UInt8(ascii: "y"): self = .year
            case UInt8(ascii: "M"): self = .month
            case UInt8(ascii: "w"): self = .week
            case UInt8(ascii: "d"): self = .day
            case UInt8(ascii: "h"), UInt8(ascii: "H"): self = .hour
            case UInt8(ascii: "m"): self = .minute
            case UInt8(ascii: "s"): self = .second
            default: return nil
            }
        }

        package var letter: String {
            switch self {
            case .year: "y"
            case .month: "M"
            case .week: "w"
            case .day: "d"
            case .hour: "h"
            case .minute: "m"
            case .second: "s"
            }
        }
    }

    /// Units to add; nil rounds to the unit.
    package var count: Int32?
    package var unit: Unit

    package init(count: Int32?, unit: Unit) {
        self.count = count
        self.unit = unit
    }

    /// The instant after the step. Rounding goes to the unit's first instant, or to its last with `roundsUp`.
    func applied(to instant: Instant, roundsUp: Bool) -> Instant {
        if let count { return adding(Int64(count), to: instant) }
        let start = startOfUnit(instant)
        return roundsUp ? adding(1, to: start).previous : start
    }

    private func adding(_ count: Int64, to instant: Instant) -> Instant {
        let seconds: Int64
        switch unit {
        case .year, .month:
            let (days, rest) = Instant.floorDivide(instant.seconds, 86_400)
            let months = unit == .year ? count * 12 : count
            seconds = CalendarDay(daysSinceEpoch: days).adding(months: months).daysSinceEpoch * 86_400 + rest
        case .week: seconds = instant.seconds + count * 604_800
        case .day: seconds = instant.seconds + count * 86_400
        case .hour: seconds = instant.seconds + count * 3600
        case .minute: seconds = instant.seconds + count * 60
        case .second: seconds = instant.seconds + count
        }
        return Instant(seconds: seconds, nanoseconds: instant.nanoseconds)
    }

    private func startOfUnit(_ instant: Instant) -> Instant {
        let (days, secondOfDay) = Instant.floorDivide(instant.seconds, 86_400)
        switch unit {
        case .year, .month:
            var day = CalendarDay(daysSinceEpoch: days)
            day.day = 1
            if unit == .year { day.month = 1 }
            return Instant(seconds: day.daysSinceEpoch * 86_400)
        case .week:
            // 1970-01-01 was a Thursday; weeks begin on Monday.
            let (_, weekday) = Instant.floorDivide(days + 3, 7)
            return Instant(seconds: (days - weekday) * 86_400)
        case .day: return Instant(seconds: days * 86_400)
        case .hour: return Instant(seconds: days * 86_400 + secondOfDay / 3600 * 3600)
        case .minute: return Instant(seconds: days * 86_400 + secondOfDay / 60 * 60)
        case .second: return Instant(seconds: instant.seconds)
        }
    }
}

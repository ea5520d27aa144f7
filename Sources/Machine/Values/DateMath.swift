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

/// A date value of a query: a date or `now`, then steps (`now-1d/d`, `2024-01-01||/d`).
package struct DateMath: Hashable, Sendable {
    package enum Anchor: Hashable, Sendable {
        /// The event's own `@timestamp`.
        case now
        case date(DateText)
    }

    package var anchor: Anchor
    package var steps: [DateStep]

    /// nil: not a date with date math. At most 64 steps.
    package init?(_ text: Span<UInt8>) {
        var index = 0
        if text.count >= 3, text[0] == UInt8(ascii: "n"), text[1] == UInt8(ascii: "o"), text[2] == UInt8(ascii: "w") {
            anchor = .now
            index = 3
        } else {
            var end = text.count
            index = end
            for place in 0..<max(0, text.count - 1)
            where text[place] == UInt8(ascii: "|") && text[place + 1] == UInt8(ascii: "|") {
                end = place
                index = place + 2
                break
            }
            guard let date = DateText(text, upTo: end) else { return nil }
            anchor = .date(date)
        }
        steps = []
        while index < text.count {
            guard steps.count < 64, let step = Self.step(text, &index) else { return nil }
            steps.append(step)
        }
    }

    private static func step(_ text: Span<UInt8>, _ index: inout Int) -> DateStep? {
        let sign = text[index]
        index += 1
        guard index < text.count else { return nil }
        if sign == UInt8(ascii: "/") {
            guard let unit = DateStep.Unit(text[index]) else { return nil }
            index += 1
            return DateStep(count: nil, unit: unit)
        }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        var count: Int32 = 0
        var digits = 0
        while index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9") {
            guard digits < 9 else { return nil }
            count = count * 10 + Int32(text[index] - UInt8(ascii: "0"))
            digits += 1
            index += 1
        }
        if digits == 0 { count = 1 }
        guard index < text.count, let unit = DateStep.Unit(text[index]) else { return nil }
        index += 1
        return DateStep(count: sign == UInt8(ascii: "-") ? -count : count, unit: unit)
    }

    /// The instant that is meant where `now` is the event's; `roundsUp` takes the last instant of a rounded unit, or of
    /// the text where it has no steps.
    package func instant(now: Instant, roundsUp: Bool) -> Instant {
        var result: Instant
        switch anchor {
        case .now: result = now
        case .date(let date): result = roundsUp && steps.isEmpty ? date.end : date.start
        }
        for step in steps { result = step.applied(to: result, roundsUp: roundsUp) }
        return result
    }
}

/// One end of a range of dates; both ends of a range are included.
package enum DateBound: Hashable, Sendable {
    /// No bound.
    case open
    case instant(Instant)
    case relative(RelativeBound)
}

/// A bound that is reckoned from the event's own `@timestamp`.
package struct RelativeBound: Hashable, Sendable {
    package var steps: [DateStep]
    /// Rounding goes to a unit's last instant.
    package var roundsUp: Bool
    /// How the instant that comes out becomes the bound.
    package var adjustment: Adjustment

    package enum Adjustment: UInt32, Sendable, CaseIterable {
        case none
        /// The next nanosecond, the nanosecond before.
        case next, previous
        /// The same for values that are kept in milliseconds.
        case startOfMillisecond, endOfMillisecond, nextMillisecond, previousMillisecond
    }

    package init(steps: [DateStep], roundsUp: Bool, adjustment: Adjustment) {
        self.steps = steps
        self.roundsUp = roundsUp
        self.adjustment = adjustment
    }

    func instant(now: Instant) -> Instant {
        var result = now
        for step in steps { result = step.applied(to: result, roundsUp: roundsUp) }
        return adjustment.applied(to: result)
    }
}

extension RelativeBound.Adjustment {
    package func applied(to instant: Instant) -> Instant {
        switch self {
        case .none: instant
        case .next: instant.next
        case .previous: instant.previous
        case .startOfMillisecond: instant.startOfMillisecond
        case .endOfMillisecond: instant.endOfMillisecond
        case .nextMillisecond: instant.endOfMillisecond.next
        case .previousMillisecond: instant.startOfMillisecond.previous
        }
    }
}

/// All instants between two bounds, both included.
package struct DateRange: Hashable, Sendable {
    package var low: DateBound
    package var high: DateBound

    package init(low: DateBound, high: DateBound) {
        self.low = low
        self.high = high
    }

    /// Whether a bound needs the event's clock.
    package var needsClock: Bool {
        if case .relative = low { return true }
        if case .relative = high { return true }
        return false
    }

    func contains(_ instant: Instant, now: Instant) -> Bool {
        switch low {
        case .open: break
        case .instant(let bound): if instant < bound { return false }
        case .relative(let bound): if instant < bound.instant(now: now) { return false }
        }
        switch high {
        case .open: return true
        case .instant(let bound): return instant <= bound
        case .relative(let bound): return instant <= bound.instant(now: now)
        }
    }
}

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

    package func contains(_ instant: Instant, now: Instant) -> Bool {
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

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

    /// Reads a date with date math.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        self.init(bytes.span)
    }

    /// Whether it is one millisecond at most, whatever the clock: a text without a time of day represents its whole day.
    package var isInstant: Bool {
        guard case .date(let date) = anchor, steps.isEmpty else { return false }
        return date.start.endOfMillisecond == date.end.endOfMillisecond
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

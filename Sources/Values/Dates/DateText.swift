/// A date as text: `strict_date_optional_time` or epoch milliseconds, the default format of Elasticsearch's date types.
package struct DateText: Hashable, Sendable {
    /// The first instant that the text can mean.
    package let start: Instant
    /// The last one: a text without a time of day represents its whole day, one without seconds for its minute …
    package let end: Instant

    /// Reads year, year-month or year-month-day with an optional time down to nanoseconds and an optional offset
    /// (`Z`, `+01`, `+0100`, `+01:00`); otherwise a whole number of milliseconds. Four digits are a year. nil: no date.
    package init?(_ text: Span<UInt8>) {
        self.init(text, upTo: text.count)
    }

    /// Reads the first `count` bytes.
    init?(_ text: Span<UInt8>, upTo count: Int) {
        var cursor = DateCursor(end: count)
        if let (start, end) = cursor.dateTime(text) {
            self.start = start
            self.end = end
        } else if let milliseconds = NumberText.integer(text, upTo: count) {
            start = Instant(milliseconds: milliseconds)
            end = start.endOfMillisecond
        } else {
            return nil
        }
    }
}

/// Where the reading of a date is. The text is a parameter of each step: a span cannot be stored.
private struct DateCursor {
    private let end: Int
    private var index = 0

    init(end: Int) { self.end = end }

    /// The whole text as a date; nil where any of it is something else.
    mutating func dateTime(_ text: Span<UInt8>) -> (Instant, Instant)? {
        guard let year = number(text, digits: 4) else { return nil }
        var first = CalendarDay(year: year, month: 1, day: 1)
        var last = CalendarDay(year: year, month: 12, day: 31)
        var time = TimeOfDay()
        if take(text, UInt8(ascii: "-")) {
            guard let month = number(text, digits: 2), (1...12).contains(month) else { return nil }
            let days = CalendarDay.daysInMonth(year: year, month: month)
            first.month = month
            last = CalendarDay(year: year, month: month, day: days)
            if take(text, UInt8(ascii: "-")) {
                guard let day = number(text, digits: 2), day >= 1, day <= days else { return nil }
                first.day = day
                last.day = day
                if take(text, UInt8(ascii: "T")), index < end {
                    guard let read = timeOfDay(text) else { return nil }
                    time = read
                }
            }
        }
        guard index == end else { return nil }
        let start = first.daysSinceEpoch * 86_400 + time.first - time.offset
        let stop = last.daysSinceEpoch * 86_400 + time.last - time.offset
        return (
            Instant(seconds: start, nanoseconds: time.firstNanosecond),
            Instant(seconds: stop, nanoseconds: time.lastNanosecond)
        )
    }

    /// Seconds of the day, first and last that are meant.
    private struct TimeOfDay {
        var first: Int64 = 0
        var last: Int64 = 86_399
        var firstNanosecond: Int32 = 0
        var lastNanosecond: Int32 = 999_999_999
        var offset: Int64 = 0
    }

    private mutating func timeOfDay(_ text: Span<UInt8>) -> TimeOfDay? {
        guard let hour = number(text, digits: 2), hour < 24 else { return nil }
        var time = TimeOfDay()
        time.first = hour * 3600
        time.last = time.first + 3599
        if take(text, UInt8(ascii: ":")) {
            guard let minute = number(text, digits: 2), minute < 60 else { return nil }
            time.first += minute * 60
            time.last = time.first + 59
            if take(text, UInt8(ascii: ":")) {
                guard let second = number(text, digits: 2), second < 60 else { return nil }
                time.first += second
                time.last = time.first
                if take(text, UInt8(ascii: ".")) || take(text, UInt8(ascii: ",")) {
                    guard fraction(text, &time) else { return nil }
                }
            }
        }
        return offset(text, &time) ? time : nil
    }

    /// One to nine digits; they mean that very nanosecond.
    private mutating func fraction(_ text: Span<UInt8>, _ time: inout TimeOfDay) -> Bool {
        var value: Int32 = 0
        var digits = 0
        while index < end, let digit = digit(text[index]), digits < 9 {
            value = value * 10 + Int32(digit)
            digits += 1
            index += 1
        }
        guard digits > 0 else { return false }
        for _ in digits..<9 { value *= 10 }
        time.firstNanosecond = value
        time.lastNanosecond = value
        return true
    }

    private mutating func offset(_ text: Span<UInt8>, _ time: inout TimeOfDay) -> Bool {
        if index == end || take(text, UInt8(ascii: "Z")) { return true }
        let sign: Int64
        if take(text, UInt8(ascii: "+")) {
            sign = 1
        } else if take(text, UInt8(ascii: "-")) {
            sign = -1
        } else {
            return false
        }
        guard let hour = number(text, digits: 2), hour <= 18 else { return false }
        var minute: Int64 = 0
        if index < end {
            _ = take(text, UInt8(ascii: ":"))
            guard let read = number(text, digits: 2), read < 60 else { return false }
            minute = read
        }
        time.offset = sign * (hour * 3600 + minute * 60)
        return true
    }

    private mutating func take(_ text: Span<UInt8>, _ byte: UInt8) -> Bool {
        guard index < end, text[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func number(_ text: Span<UInt8>, digits count: Int) -> Int64? {
        guard end - index >= count else { return nil }
        var value: Int64 = 0
        for _ in 0..<count {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 10 + Int64(digit)
            index += 1
        }
        return value
    }

    private func digit(_ byte: UInt8) -> UInt8? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : nil
    }
}

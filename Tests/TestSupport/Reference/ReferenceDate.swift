/// Dates in milliseconds since 1970, UTC: `strict_date_optional_time||epoch_millis` and date math.
enum ReferenceDate {
    /// The first and the last millisecond that a literal represents.
    struct Span {
        var low: Int
        var high: Int
    }

    /// The instant of a value in an event. A number is read as its text is; its fraction of a millisecond is dropped.
    static func instant(_ value: ReferenceEvent.Value) -> Int? {
        switch value {
        case .string(let text): return plain(text)?.low
        case .number(let text):
            if let span = plain(text) { return span.low }
            return Double(text).flatMap { abs($0) < 1e15 ? Int($0.rounded(.down)) : nil }
        case .boolean, .object: return nil
        }
    }

    static func isDate(_ text: String) -> Bool { span(text, 0) != nil }

    /// What a literal represents; nil where it is not a date, or where it asks for the time of an event that has none.
    static func span(_ text: String, _ clock: Int?) -> Span? {
        let anchor: Int
        let math: Substring
        if text.hasPrefix("now") {
            guard let clock else { return nil }
            anchor = clock
            math = text.dropFirst(3)
        } else if let bars = text.firstRange(of: "||") {
            guard let start = plain(String(text[..<bars.lowerBound])) else { return nil }
            anchor = start.low
            math = text[bars.upperBound...]
        } else {
            return plain(text)
        }
        guard let low = moved(anchor, math, up: false), let high = moved(anchor, math, up: true) else { return nil }
        return Span(low: low, high: high)
    }

    /// A date without math. Parts that are missing make it a span.
    private static func plain(_ text: String) -> Span? {
        guard let first = text.unicodeScalars.first, "-0123456789".unicodeScalars.contains(first) else { return nil }
        if text.wholeMatch(of: /-?[0-9]+/) != nil, text.wholeMatch(of: /[0-9]{4}/) == nil {
            return Int(text).map { Span(low: $0, high: $0) }
        }
        let pattern =
            /(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(?:(\d\d)(?::(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?(Z|[+-]\d\d(?::?\d\d)?)?)?)?)?)?/
        guard let match = text.wholeMatch(of: pattern) else { return nil }
        func number(_ part: Substring?, _ absent: Int) -> Int { part.flatMap { Int($0) } ?? absent }
        let year = number(match.1, 0)
        let month = number(match.2, 1)
        let day = number(match.3, 1)
        let hour = number(match.4, 0)
        let minute = number(match.5, 0)
        let second = number(match.6, 0)
        guard (1...12).contains(month), (1...daysIn(month, year)).contains(day), hour < 24, minute < 60, second < 60,
            let offset = zone(match.8)
        else { return nil }
        let fraction = match.7.map { Int((String($0) + "00").prefix(3)) ?? 0 } ?? 0
        let seconds = days(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        let low = seconds * 1_000 + fraction
        let length: Int
        switch (match.2, match.3, match.4, match.5, match.6, match.7) {
        case (nil, _, _, _, _, _): length = (days(year + 1, 1, 1) - days(year, 1, 1)) * 86_400_000
        case (_, nil, _, _, _, _): length = daysIn(month, year) * 86_400_000
        case (_, _, nil, _, _, _): length = 86_400_000
        case (_, _, _, nil, _, _): length = 3_600_000
        case (_, _, _, _, nil, _): length = 60_000
        case (_, _, _, _, _, nil): length = 1_000
        default: length = 1
        }
        return Span(low: low, high: low + length - 1)
    }

    /// Seconds east of UTC.
    private static func zone(_ text: Substring?) -> Int? {
        guard let text, text != "Z" else { return 0 }
        let digits = text.filter(\.isNumber)
        guard let hours = Int(digits.prefix(2)), let minutes = digits.count > 2 ? Int(digits.suffix(2)) : 0,
            hours <= 18, minutes < 60
        else { return nil }
        return (text.first == "-" ? -1 : 1) * (hours * 3_600 + minutes * 60)
    }

    // MARK: math

    /// Steps applied one after the other; `up` rounds to the last millisecond of a unit instead of its first.
    private static func moved(_ anchor: Int, _ math: Substring, up: Bool) -> Int? {
        var time = anchor
        var rest = math
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: /([+-])([0-9]*)([yMwdhHms])|\/([yMwdhHms])/) else { return nil }
            rest = rest[match.range.upperBound...]
            if let unit = match.4 {
                let start = floor(time, String(unit))
                guard let next = moved(start, 1, String(unit)) else { return nil }
                time = up ? next - 1 : start
            } else if let sign = match.1, let digits = match.2, let unit = match.3 {
                guard let count = digits.isEmpty ? 1 : Int(digits), count < 1_000_000 else { return nil }
                guard let next = moved(time, sign == "-" ? -count : count, String(unit)) else { return nil }
                time = next
            }
        }
        return time
    }

    /// nil near the ends of 64 bits.
    private static func moved(_ time: Int, _ count: Int, _ unit: String) -> Int? {
        guard abs(time / 1_000) < 1 << 50 else { return nil }
        switch unit {
        case "s": return time + count * 1_000
        case "m": return time + count * 60_000
        case "h", "H": return time + count * 3_600_000
        case "d": return time + count * 86_400_000
        case "w": return time + count * 7 * 86_400_000
        default:
            let (year, month, day) = date(time)
            let months = year * 12 + month - 1 + count * (unit == "y" ? 12 : 1)
            let newYear = floorDivide(months, 12)
            let newMonth = months - newYear * 12 + 1
            let newDay = min(day, daysIn(newMonth, newYear))
            return days(newYear, newMonth, newDay) * 86_400_000 + floorRemainder(time, 86_400_000)
        }
    }

    private static func floor(_ time: Int, _ unit: String) -> Int {
        let (year, month, _) = date(time)
        switch unit {
        case "s": return time - floorRemainder(time, 1_000)
        case "m": return time - floorRemainder(time, 60_000)
        case "h", "H": return time - floorRemainder(time, 3_600_000)
        case "d": return time - floorRemainder(time, 86_400_000)
        case "w":
            // 1970-01-05 was a Monday.
            let day = floorDivide(time, 86_400_000)
            return (day - floorRemainder(day - 4, 7)) * 86_400_000
        case "M": return days(year, month, 1) * 86_400_000
        default: return days(year, 1, 1) * 86_400_000
        }
    }

    // MARK: the calendar

    private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    private static func daysIn(_ month: Int, _ year: Int) -> Int {
        month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    /// Days from 1970-01-01 to a date: whole 400-year cycles, then year by year.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let cycle = floorDivide(year, 400)
        var days = (cycle * 146_097) - 719_528
        for earlier in 0..<(year - cycle * 400) { days += isLeap(earlier) ? 366 : 365 }
        for earlier in 1..<month { days += daysIn(earlier, year) }
        return days + day - 1
    }

    /// The date of an instant, and the milliseconds since its midnight.
    static func parts(_ time: Int) -> (year: Int, month: Int, day: Int, rest: Int) {
        let (year, month, day) = date(time)
        return (year, month, day, floorRemainder(time, 86_400_000))
    }

    private static func date(_ time: Int) -> (year: Int, month: Int, day: Int) {
        let day = floorDivide(time, 86_400_000)
        var year = 1970 + floorDivide(day * 400, 146_097)
        while days(year + 1, 1, 1) <= day { year += 1 }
        while days(year, 1, 1) > day { year -= 1 }
        var month = 1
        while month < 12, days(year, month + 1, 1) <= day { month += 1 }
        return (year, month, day - days(year, month, 1) + 1)
    }

    private static func floorDivide(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }
    private static func floorRemainder(_ a: Int, _ b: Int) -> Int { a - floorDivide(a, b) * b }
}

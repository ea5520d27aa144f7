/// Dates and times of TOML 1.0 (RFC 3339): `1979-05-27T07:32:00Z` and its parts.
enum TOMLDateTime {
    /// What a text that is meant as a date or a time is.
    enum Reading {
        case value(DateTime)
        /// Why it is none, as the second half of a message: "`1979-13-01` …".
        case fault(String)
    }

    /// Whether the text starts like a date (`1979-`) or a time (`07:`).
    static func looksLikeOne(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.prefix { isDigit($0) }.count
        guard digits > 0, digits < text.count else { return false }
        let mark = text[text.startIndex + digits]
        return mark == UInt8(ascii: ":") || (mark == UInt8(ascii: "-") && digits >= 3)
    }

    /// Whether the text is a whole date, so that a space and a time may follow.
    static func isDate(_ text: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(text)
        return bytes.count == 10 && bytes[4] == UInt8(ascii: "-") && bytes[7] == UInt8(ascii: "-")
            && bytes.enumerated().allSatisfy { $0.offset == 4 || $0.offset == 7 || isDigit($0.element) }
    }

    static func read(_ text: ArraySlice<UInt8>) -> Reading {
        var scanner = Scanner(text: text, index: text.startIndex)
        if let fault = scanner.scan() { return .fault(fault) }
        return .value(DateTime(kind: scanner.kind, text: scanner.normal))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// One pass over the text; each part gives the reason why it is wrong, or nil.
    private struct Scanner {
        let text: ArraySlice<UInt8>
        var index: Int
        var kind = DateTime.Kind.localDate
        var normal = ""

        private var current: UInt8? { index < text.endIndex ? text[index] : nil }

        mutating func scan() -> String? {
            let digits = text.prefix { TOMLDateTime.isDigit($0) }.count
            if digits < text.count, text[text.startIndex + digits] == UInt8(ascii: ":") {
                kind = .localTime
                return time() ?? end()
            }
            if let fault = date() { return fault }
            guard let mark = current else { return nil }
            guard mark | 0x20 == UInt8(ascii: "t") || mark == 0x20 else {
                return "needs `T` or a space between date and time"
            }
            index += 1
            normal += "T"
            kind = .localDateTime
            if let fault = time() { return fault }
            guard current != nil else { return nil }
            kind = .offsetDateTime
            return offset() ?? end()
        }

        private func end() -> String? {
            guard current != nil else { return nil }
            return "has \(TOMLWording.quoted(text[index...])) after its end"
        }

        private mutating func date() -> String? {
            guard let year = number(4), take("-"), let month = number(2), take("-"), let day = number(2) else {
                return "is not a date: expected `YYYY-MM-DD`"
            }
            guard (1...12).contains(month) else { return "has the month \(month): expected 01 to 12" }
            let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            let days = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
            guard (1...days).contains(day) else { return "has the day \(day): expected 01 to \(days)" }
            normal += padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
            return nil
        }

        private mutating func time() -> String? {
            guard let hour = number(2), take(":"), let minute = number(2), take(":"), let second = number(2) else {
                return "has no whole time: expected `HH:MM:SS`"
            }
            guard hour <= 23 else { return "has the hour \(hour): expected 00 to 23" }
            guard minute <= 59 else { return "has the minute \(minute): expected 00 to 59" }
            // 60 is a leap second; which minutes have one is not in the format's hands.
            guard second <= 60 else { return "has the second \(second): expected 00 to 60" }
            normal += padded(hour, 2) + ":" + padded(minute, 2) + ":" + padded(second, 2)
            guard take(".") else { return nil }
            let start = index
            while let byte = current, TOMLDateTime.isDigit(byte) { index += 1 }
            guard index > start else { return "needs a digit after the dot" }
            normal += "." + String(decoding: text[start..<index], as: UTF8.self)
            return nil
        }

        private mutating func offset() -> String? {
            if let mark = current, mark | 0x20 == UInt8(ascii: "z") {
                index += 1
                normal += "Z"
                return nil
            }
            guard let sign = current, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
                return "has no offset that can be read: expected `Z` or `+HH:MM`"
            }
            index += 1
            guard let hour = number(2), take(":"), let minute = number(2) else {
                return "has no whole offset: expected `+HH:MM`"
            }
            guard hour <= 23, minute <= 59 else { return "has an offset beyond 23:59" }
            normal += (sign == UInt8(ascii: "+") ? "+" : "-") + padded(hour, 2) + ":" + padded(minute, 2)
            return nil
        }

        /// Exactly that many digits (at most four); nil if there are fewer or more.
        private mutating func number(_ count: Int) -> Int? {
            var value = 0
            var end = index
            while end < text.endIndex, TOMLDateTime.isDigit(text[end]) {
                guard end - index < count else { return nil }
                value = value * 10 + Int(text[end] - UInt8(ascii: "0"))
                end += 1
            }
            guard end - index == count else { return nil }
            index = end
            return value
        }

        private mutating func take(_ mark: Unicode.Scalar) -> Bool {
            guard current == UInt8(ascii: mark) else { return false }
            index += 1
            return true
        }

        private func padded(_ value: Int, _ width: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
    }
}

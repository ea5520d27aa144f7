/// Date math as Kibana reads a rule's `from` and `to`: `now`, then sums and roundings (`now-9m`, `now-1d/d`).
package struct DateMath: Hashable, Sendable {
    /// Seconds from now; before now it is negative. A month counts 30 days and a year 365.
    package var seconds: Int
    /// Whether it rounds: then `seconds` is only about right.
    package var isRounded: Bool

    /// nil: it is no date math.
    package init?(_ text: String) {
        var rest = Substring(text).utf8
        guard rest.starts(with: "now".utf8) else { return nil }
        rest = rest.dropFirst(3)
        seconds = 0
        isRounded = false
        while let sign = rest.popFirst() {
            switch sign {
            case UInt8(ascii: "/"):
                guard let unit = rest.popFirst(), Self.length(of: unit) != nil else { return nil }
                isRounded = true
            case UInt8(ascii: "+"), UInt8(ascii: "-"):
                let digits = rest.prefix { (0x30...0x39).contains($0) }
                rest = rest.dropFirst(digits.count)
                let amount = digits.isEmpty ? 1 : Int(String(Substring(digits)))
                guard let amount, let unit = rest.popFirst(), let length = Self.length(of: unit) else { return nil }
                let (step, overflow) = amount.multipliedReportingOverflow(by: length)
                let (sum, overflowed) = seconds.addingReportingOverflow(
                    sign == UInt8(ascii: "+") || overflow ? step : -step)
                guard !overflow, !overflowed else { return nil }
                seconds = sum
            default: return nil
            }
        }
    }

    private static func length(of unit: UInt8) -> Int? {
        switch unit {
        case UInt8(ascii: "s"): 1
        case UInt8(ascii: "m"): 60
        case UInt8(ascii: "h"), UInt8(ascii: "H"): 3_600
        case UInt8(ascii: "d"): 86_400
        case UInt8(ascii: "w"): 7 * 86_400
        case UInt8(ascii: "M"): 30 * 86_400
        case UInt8(ascii: "y"): 365 * 86_400
        default: nil
        }
    }
}

/// A rule's `interval`: a number above zero and one of `s`, `m`, `h`, `d` (Kibana: `^[1-9][0-9]*[smhd]$`).
package struct RuleInterval: Hashable, Sendable {
    package var seconds: Int

    /// nil: it is none.
    package init?(_ text: String) {
        let digits = text.utf8.dropLast()
        guard let unit = text.utf8.last, let first = digits.first, first != UInt8(ascii: "0"),
            digits.allSatisfy({ (0x30...0x39).contains($0) }), let amount = Int(String(Substring(digits)))
        else { return nil }
        let length: Int
        switch unit {
        case UInt8(ascii: "s"): length = 1
        case UInt8(ascii: "m"): length = 60
        case UInt8(ascii: "h"): length = 3_600
        case UInt8(ascii: "d"): length = 86_400
        default: return nil
        }
        let (product, overflow) = amount.multipliedReportingOverflow(by: length)
        guard !overflow else { return nil }
        // Longer than any window; sums with it cannot overflow.
        seconds = min(product, 1 << 50)
    }

    /// A span of seconds in the largest unit that divides it: `9m`.
    package static func text(seconds: Int) -> String {
        let units = [(86_400, "d"), (3_600, "h"), (60, "m")]
        for (length, unit) in units where seconds >= length && seconds % length == 0 {
            return "\(seconds / length)\(unit)"
        }
        return "\(seconds)s"
    }
}

/// A day as rule files write it: `YYYY/MM/DD`.
package struct RuleDate: Hashable, Comparable, Sendable {
    package var year: Int
    package var month: Int
    package var day: Int

    /// nil: another form, or a day that no calendar has.
    package init?(_ text: String) { self.init(text, separator: "/") }

    /// The same with another sign between the parts.
    package init?(_ text: String, separator: Character) {
        guard text.utf8.count == 10 else { return nil }
        // Year, month, day.
        var numbers = [0, 0, 0]
        var part = 0
        for (index, byte) in text.utf8.enumerated() {
            if index == 4 || index == 7 {
                guard byte == separator.asciiValue else { return nil }
                part += 1
            } else {
                guard (0x30...0x39).contains(byte) else { return nil }
                numbers[part] = numbers[part] * 10 + Int(byte - 0x30)
            }
        }
        let (year, month, day) = (numbers[0], numbers[1], numbers[2])
        guard (1...12).contains(month), day >= 1, day <= Self.days(month, year) else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func days(_ month: Int, _ year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The day after.
    package var next: RuleDate {
        var day = self
        if self.day < Self.days(month, year) {
            day.day += 1
        } else if month < 12 {
            (day.month, day.day) = (month + 1, 1)
        } else {
            (day.year, day.month, day.day) = (year + 1, 1, 1)
        }
        return day
    }

    package static func < (a: RuleDate, b: RuleDate) -> Bool { (a.year, a.month, a.day) < (b.year, b.month, b.day) }

    package var text: String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
        }
        return "\(padded(year, 4))/\(padded(month, 2))/\(padded(day, 2))"
    }
}

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

/// The calendar of the machine; only for texts that name the day they were written on.
package enum WallClock {
    /// Today in the machine's time zone, as rule files write days: `2026/11/28`.
    package static var today: String {
        let day = SystemCalls.localDay
        return "\(padded(day.year, 4))/\(padded(day.month, 2))/\(padded(day.day, 2))"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

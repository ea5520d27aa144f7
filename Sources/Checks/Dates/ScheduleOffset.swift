/// How far from now a rule's `from` or `to` is, which Kibana writes as date math: `now`, then sums and roundings
/// (`now-9m`, `now-1d/d`).
package struct ScheduleOffset: Hashable, Sendable {
    /// Seconds from now; before now it is negative. A month counts 30 days and a year 365.
    package var seconds: Int
    /// Whether it rounds: then `seconds` is only about right.
    package var isRounded: Bool

    /// nil: it is not a date math.
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

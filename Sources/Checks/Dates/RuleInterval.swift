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

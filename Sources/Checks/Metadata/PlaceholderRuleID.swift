import Diagnostics
import Rules

/// A rule id that was never made.
enum PlaceholderRuleID: RuleCheck {
    static let info = CheckInfo(
        id: "placeholder-rule-id", category: .metadata, severity: .warning,
        summary: "`rule_id` is a placeholder, not an ID generated for this rule",
        rationale: """
            Rule IDs are random, so that rules by different authors never share one. An ID of zeros, for example, comes \
            from a template, and the next rule made from that template has the same ID: one of the two overwrites the \
            other.
            """,
        examples: [
            Example(
                in: "rule_id = «»",
                bad: [
                    "\"00000000-0000-0000-0000-000000000001\"", "\"12345678-1234-1234-1234-123456789012\"",
                    "\"01234567-89ab-cdef-0123-456789abcdef\"", "\"00112233-0011-2233-0011-223300112233\"",
                    // Of 31 steps 24 are by one.
                    "\"01734517-893b-cdef-0123-456789abcde2\"",
                    "«\"wwwwwwww-xxxx-yyyy-zzzz-xxxxxxxxxxxx\"» # tenet: ignore[rule-id-not-uuid] a template",
                ],
                good: [
                    "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"", "\"00112233-4400-1122-3344-001122334400\"",
                    "\"key00001-key0-key0-key0-key000000001\" # tenet: ignore[rule-id-not-uuid] our numbers",
                    // Of 31 steps 23 are by one.
                    "\"91734517-893b-cdef-0123-456789abcde2\"",
                ])
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, id.text.utf8.count == 36 else { return }
        let digits = id.text.utf8.filter { $0 != UInt8(ascii: "-") }
        guard digits.count == 32, isPlaceholder(digits) else { return }
        findings.add(
            finding(view, at: id.range, "this rule ID looks like a placeholder")
                .help("generate a new ID, for example with `uuidgen`"))
    }

    /// Whether few digits are used, or each digit is the one before plus one: neither happens by chance.
    private static func isPlaceholder(_ digits: [UInt8]) -> Bool {
        // A bit for each digit.
        var used: UInt32 = 0
        var values: [Int] = []
        values.reserveCapacity(digits.count)
        for digit in digits {
            switch digit {
            case 0x30...0x39: values.append(Int(digit) - 0x30)
            case 0x61...0x66, 0x41...0x46: values.append(Int(digit | 0x20) - 0x61 + 10)
            default: return Set(digits).count <= 4
            }
            used |= 1 << UInt32(values[values.count - 1])
        }
        if used.nonzeroBitCount <= 4 { return true }
        let steps = zip(values, values.dropFirst()).filter { ($0 + 1) % 16 == $1 || ($0 + 1) % 10 == $1 % 10 }
        return steps.count >= 24
    }
}

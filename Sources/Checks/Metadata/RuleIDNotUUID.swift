import Diagnostics
import Rules

/// A rule id of another form than a UUID.
enum RuleIDNotUUID: RuleCheck {
    static let info = CheckInfo(
        id: "rule-id-not-uuid", category: .metadata, severity: .info, fix: .sometimes(.unsafe),
        summary: "rule ID is not a lowercase UUID",
        rationale: """
            Kibana, exceptions and version locks identify rules by their ID. Kibana accepts any text, but tools around it \
            expect a UUID (32 hexadecimal digits in groups of 8, 4, 4, 4 and 12), and with a typo in the ID an update \
            looks like a new rule.

            Change the ID only of a rule that is not installed anywhere: an installed rule keeps its ID.
            """,
        examples: [
            Example(
                bad: """
                    rule_id = «"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a1"»
                    """,
                good: """
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """),
            Example(
                in: "rule_id = «»",
                bad: [
                    "\"3F0C9B52-6F1E-4F55-9D0A-2B1C7F6F8A11\"", "\"azure-vault-changed\"",
                    "\"3f0c9b526f1e4f559d0a2b1c7f6f8a11\"", "\"3f0c9b526-f1e-4f55-9d0a-2b1c7f6f8a11\"",
                    "\"3f0c9b52-6f1e4-f55-9d0a-2b1c7f6f8a11\"", "\"3f0c9b52-6f1e-4f559-d0a-2b1c7f6f8a11\"",
                    "\"3f0c9b52-6f1e-4f55-9d0a2-b1c7f6f8a11\"", "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11a\"",
                    "\"3g0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"", "\"3/0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"",
                    "\"3:0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"", "\"3`0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"",
                ],
                // The second one was published with a digit too many.
                good: ["\"0f9a0d8c-7a6f-4e5b-8c2a-1f0e9d8c7b6a\"", "\"7eb54028-ca72-4eb7-8185-b6864572347db\""]),
        ], severities: [.elastic: .error, .strict: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, !isUUID(id.text), id.text != published else { return }
        let lower = id.text.lowercased()
        if isUUID(lower) {
            var result = finding(view, at: id.range, "`rule_id` has uppercase letters")
            if let edit = id.replacing(with: lower) {
                result = result.fix(Fix("write it in lowercase", .unsafe, edit))
            }
            findings.add(result.help("write it in lowercase if the rule is not installed yet"))
        } else {
            findings.add(
                finding(view, at: id.range, "`rule_id` is not a UUID", label: fault(id.text))
                    .help("generate one with `uuidgen` and write it in lowercase"))
        }
    }

    /// One of Elastic's rules was published with a digit too many, and keeps its id.
    private static let published = "7eb54028-ca72-4eb7-8185-b6864572347db"

    private static let groups = [8, 4, 4, 4, 12]

    private static func isUUID(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        // The hyphens between the groups.
        return zip(text.utf8, 0...).allSatisfy { byte, place in
            [8, 13, 18, 23].contains(place) ? byte == UInt8(ascii: "-") : isHexDigit(byte)
        }
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func fault(_ text: String) -> String {
        if text.isEmpty { return "empty" }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == groups.count else { return "a UUID has five groups of digits" }
        for (index, (part, count)) in zip(parts, groups).enumerated() where part.utf8.count != count {
            return "group \(index + 1) has \(part.utf8.count) digits, not \(count)"
        }
        return "only the digits 0 to 9 and a to f are valid"
    }
}

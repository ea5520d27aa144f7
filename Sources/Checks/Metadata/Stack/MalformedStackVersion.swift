import Diagnostics
import Rules

/// A `min_stack_version` that is not a version.
enum MalformedStackVersion: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-stack-version", category: .metadata, severity: .error,
        summary: "`min_stack_version` is not a version such as `8.19.0`",
        rationale: """
            The version decides for which releases of the Elastic Stack a rule is built, and which fields its query \
            can use. Any other text makes both impossible.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    min_stack_version = «»
                    """,
                bad: ["\"8\"", "\"9.x\"", "\"v9.3.0\"", "\"9..0\"", "\"9.3-SNAPSHOT\"", "\"9.3.0+1\""],
                good: ["\"8.19.0\"", "\"9.3\"", "\"9.3.0-SNAPSHOT\"", "\"9.3.0_rc1\""])
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let version = view.rule.metadata.minStackVersion, !isVersion(version.text) else { return }
        findings.add(
            finding(view, at: version.range, "`min_stack_version` is not a version")
                .help("write major, minor and patch number separated by dots, such as `8.19.0`"))
    }

    /// Two or more numbers separated by dots; after the patch number letters, digits and hyphens can follow.
    private static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count >= 2 else { return false }
        return parts.enumerated().allSatisfy { index, part in
            let digits = part.utf8.prefix { (0x30...0x39).contains($0) }
            let rest = part.utf8.dropFirst(digits.count)
            return !digits.isEmpty && (rest.isEmpty || index >= 2 && rest.allSatisfy(isWordByte))
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-")
            || byte == UInt8(ascii: "_")
    }
}

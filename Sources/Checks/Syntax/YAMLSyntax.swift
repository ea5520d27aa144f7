import Diagnostics
import Documents

/// Text that is not valid YAML, as reported by the YAML reader.
enum YAMLSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-syntax", category: .syntax, severity: .error,
        summary: "text is not valid YAML",
        rationale: """
            A file that is not valid YAML cannot be loaded, so its rule is lost. YAML readers stop at the first error: more \
            may be reported when it is fixed.
            """,
        examples: [
            Example(
                in: "rule:\n  severity: «»",
                bad: [
                    "«[»medium", "«\"»medium", "medium\n«\t»note: Call the owner.", "medium\n  note: «Owner: unknown»",
                ],
                good: ["medium", "\"medium\"", "medium\n  note: \"Owner: unknown\""], syntax: .yaml)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

import Diagnostics
import Documents

/// Text that is not YAML, as the YAML reader tells it.
enum YAMLSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-syntax", category: .syntax, severity: .error,
        summary: "the text is not YAML",
        rationale: """
            A file that is not YAML cannot be loaded, so its rule is lost. YAML readers stop at the first error: more may \
            show once it is gone.
            """,
        examples: [
            Example(
                bad: """
                    rule:
                      severity: «[»medium
                    """,
                good: """
                    rule:
                      severity: medium
                    """, syntax: .yaml)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

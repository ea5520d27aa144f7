import Diagnostics
import Documents

/// Tags that rule files do not use.
enum YAMLTag: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-tag", category: .syntax, severity: .error,
        summary: "a YAML tag that is not one of YAML's own",
        rationale: """
            A tag such as `!ref` instructs the reader to make something special of a value. Each program knows tags of its \
            own, so a file with one means different things to different programs, or nothing at all.
            """,
        examples: [
            Example(
                bad: """
                    rule:
                      severity: «!level» medium
                    """,
                good: """
                    rule:
                      severity: medium
                    """, syntax: .yaml)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

import Diagnostics
import Documents

/// Tags that rule files do not use.
enum YAMLTag: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-tag", category: .syntax, severity: .error,
        summary: "YAML tag is unknown or does not match its value",
        rationale: """
            A tag such as `!ref` instructs the reader to convert a value. Each program has tags of its own, so a file with \
            one means different things to different programs, or nothing at all.
            """,
        examples: [
            Example(
                in: "rule:\n  severity: «»", bad: "«!level» medium", good: ["medium", "!!str medium", "\"medium\""],
                syntax: .yaml),
            Example(
                in: "rule:\n  max_signals: «»", bad: ["«!!int» many", "«!count» 5"], good: ["!!int 5", "5"],
                syntax: .yaml),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

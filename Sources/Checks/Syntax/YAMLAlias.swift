import Diagnostics
import Documents

/// Aliases without an anchor.
enum YAMLAlias: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-alias", category: .syntax, severity: .error,
        summary: "a YAML alias that names no anchor",
        rationale: """
            `*name` repeats the value that `&name` marks earlier in the same document. Without that anchor there is \
            no value. A value that is meant to begin with a star, such as a pattern, must be quoted.
            """,
        examples: [
            Example(
                bad: """
                    rule:
                      name: «*title»
                    """,
                good: """
                    rule:
                      name: "Title"
                    """, syntax: .yaml)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

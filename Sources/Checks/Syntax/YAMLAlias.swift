import Diagnostics
import Documents

/// Aliases without an anchor.
enum YAMLAlias: RuleCheck {
    static let info = CheckInfo(
        id: "yaml-alias", category: .syntax, severity: .error,
        summary: "YAML alias has no anchor",
        rationale: """
            `*name` repeats the value that `&name` marks earlier in the same document. Without that anchor there is \
            no value. A value that starts with an asterisk, such as a pattern, must be quoted.
            """,
        examples: [
            Example(
                in: "rule:\n  name: «»", bad: "*title", good: ["\"Title\"", "\"*title\""], syntax: .yaml),
            Example(
                in: """
                    rule:
                      references: &links
                        - https://learn.microsoft.com/azure/key-vault
                      false_positives: «»
                    """,
                bad: ["*link", "&causes [«*causes»]"], good: "*links", syntax: .yaml),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

import Diagnostics
import Rules

/// A rule that lost its identity.
enum RuleIDChanged: RuleCheck {
    static let info = CheckInfo(
        id: "rule-id-changed", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "the file was changed to another `rule_id`",
        rationale: """
            Kibana treats a rule with another ID as another rule: what is installed is never updated again and goes on \
            running beside the new one, without its exceptions. Tenet sees that with `--changed-since`.
            """,
        examples: [
            Example(
                bad: """
                    rule_id = «"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"»
                    """,
                good: """
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    severity = "medium"
                    """,
                before: """
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let before = view.before?.id, !before.text.isEmpty, id.text != before.text else {
            return
        }
        let edit = id.replacing(with: before.text)
        findings.add(
            finding(view, at: id.range, "the rule's id was `\(before.text.prefix(60))` before the change")
                .help("keep the id; a new rule belongs into a file of its own")
                .fix(edit.map { Fix("give the rule its id back", .unsafe, $0) }))
    }
}

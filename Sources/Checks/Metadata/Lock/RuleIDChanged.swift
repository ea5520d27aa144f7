import Diagnostics
import Documents
import Rules

/// A rule whose ID was changed.
enum RuleIDChanged: RuleCheck {
    static let info = CheckInfo(
        id: "rule-id-changed", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`rule_id` of an existing rule was changed",
        rationale: """
            Kibana treats a rule with another ID as another rule: the installed rule is never updated again and keeps \
            running beside the new one, which does not have its exceptions. Tenet detects this with `--changed-since`.
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
                    """),
            Example(
                bad: "rule_id = «\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\"»",
                good: "severity = \"low\"\nrisk_score = 21", on: .eql, before: "severity = \"medium\""),
            Example(
                in: "rule:\n  rule_id: «»", bad: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a",
                good: "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b", syntax: .yaml,
                before: "rule:\n  rule_id: 5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\n  severity: low\n  risk_score: 21"),
            Example(good: "rule_id = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\""),
            Example(good: "severity = \"medium\"", before: "# without rule_id"),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let before = view.before?.id, !before.text.isEmpty, id.text != before.text else {
            return
        }
        let edit = id.replacing(with: before.text)
        findings.add(
            finding(view, at: id.range, "the rule ID was `\(before.text.prefix(60))` before the change")
                .help("keep the ID, and put a new rule in a file of its own")
                .fix(edit.map { Fix("restore the rule ID", .unsafe, $0) }))
    }
}

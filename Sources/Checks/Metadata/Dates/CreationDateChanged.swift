import Diagnostics
import Rules

/// A change of the creation date.
enum CreationDateChanged: RuleCheck {
    static let info = CheckInfo(
        id: "creation-date-changed", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "`creation_date` was changed",
        rationale: """
            A rule is created once. The date changes when a template or another rule is pasted over the file, and \
            lists of new rules would show the rule again. Tenet compares the file with the revision of \
            `--changed-since`.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    creation_date = «»
                    """, bad: ["\"2026/02/01\"", "\"2025/12/24\"", "\"2026/01/06\""], good: "\"2026/01/05\"",
                before: """
                    [metadata]
                    creation_date = "2026/01/05"
                    """),
            Example(
                good: """
                    [metadata]
                    creation_date = "2026/02/01"
                    """,
                before: """
                    # without rule_id
                    [metadata]
                    creation_date = "2026/01/05"
                    """),
            // The date was repaired.
            Example(
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    """,
                before: """
                    [metadata]
                    creation_date = "2026-01-05"
                    """),
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // With another ID it is another rule.
        guard let created = view.rule.metadata.creationDate, let old = view.before, let id = view.rule.id?.text,
            id == old.id?.text, let before = old.metadata.creationDate, before.text != created.text,
            RuleDate(before.text) != nil, RuleDate(created.text) != nil
        else { return }
        let edit = created.replacing(with: before.text)
        findings.add(
            finding(view, at: created.range, "`creation_date` was `\(before.text)` before the change")
                .help("restore `\(before.text)`")
                .fix(edit.map { Fix("write `\(before.text)`", .safe, $0) }))
    }
}

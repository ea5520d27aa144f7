import Diagnostics
import Rules

/// A rule that was created a second time.
enum CreationDateChanged: RuleCheck {
    static let info = CheckInfo(
        id: "creation-date-changed", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "the file was changed to another `creation_date`",
        rationale: """
            A rule is created once. Another date gets into a file when a template or another rule is pasted over it; \
            lists of new rules would show the rule again. Tenet sees that with `--changed-since`.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    creation_date = «"2026/02/01"»
                    """,
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    """,
                before: """
                    [metadata]
                    creation_date = "2026/01/05"
                    """)
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // With another id it is another rule.
        guard let created = view.rule.metadata.creationDate, let old = view.before, let id = view.rule.id?.text,
            id == old.id?.text, let before = old.metadata.creationDate, before.text != created.text,
            RuleDate(before.text) != nil, RuleDate(created.text) != nil
        else { return }
        let edit = created.replacing(with: before.text)
        findings.add(
            finding(view, at: created.range, "the rule was created on `\(before.text)` before the change")
                .help("keep the date")
                .fix(edit.map { Fix("write `\(before.text)`", .safe, $0) }))
    }
}

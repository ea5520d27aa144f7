import Diagnostics
import Rules

/// A change without a new `updated_date`.
enum UpdatedDateNotBumped: RuleCheck {
    static let info = CheckInfo(
        id: "updated-date-not-bumped", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "file was changed, but not its `updated_date`",
        rationale: """
            The date shows readers, and the pages made from the rules, when a rule was last changed. Elastic's \
            repository refuses a change without a new date. Tenet compares the file with the revision of \
            `--changed-since`.
            """,
        examples: [
            Example(
                in: """
                    severity = "high"
                    risk_score = 73

                    [metadata]
                    updated_date = «»
                    """, bad: "\"2026/02/10\"", good: "\"2026/03/04\"", today: "2026/03/04",
                before: """
                    severity = "medium"
                    risk_score = 47

                    [metadata]
                    updated_date = "2026/02/10"
                    """),
            // Without today's date, or on the same day, there is no other date to write.
            Example(
                in: """
                    name = "Key Vault Changed by a Guest"

                    [metadata]
                    updated_date = «»
                    """, bad: "\"2026/02/10\"", good: "\"2026/02/11\"",
                before: """
                    [metadata]
                    updated_date = "2026/02/10"
                    """),
            Example(
                bad: """
                    name = "Key Vault Changed by a Guest"

                    [metadata]
                    updated_date = «"2026/02/10"»
                    """, today: "2026/02/10",
                before: """
                    [metadata]
                    updated_date = "2026/02/10"
                    """),
            // The file was not changed.
            Example(
                good: """
                    [metadata]
                    updated_date = "2026/02/10"
                    """, today: "2026/03/04"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard case .modified = view.change, let before = view.before?.metadata.updatedDate,
            let updated = view.rule.metadata.updatedDate, updated.text == before.text
        else { return }
        var result = finding(view, at: updated.range, "the file was changed, but not its `updated_date`")
            .help("write the day of this change")
        if let today = view.context.today, today != updated.text, RuleDate(today) != nil {
            result = result.fix(updated.replacing(with: today).map { Fix("write `\(today)`", .safe, $0) })
        }
        findings.add(result)
    }
}

import Diagnostics
import Rules

/// A change that the date of the last change does not show.
enum UpdatedDateNotBumped: RuleCheck {
    static let info = CheckInfo(
        id: "updated-date-not-bumped", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "the file was changed, but `updated_date` is what it was",
        rationale: """
            The date says to readers, and to the pages made from the rules, when a rule changed last. Elastic's \
            repository refuses a change that leaves it as it is. Tenet sees that with `--changed-since`.
            """,
        examples: [
            Example(
                bad: """
                    severity = "high"
                    risk_score = 73

                    [metadata]
                    updated_date = «"2026/02/10"»
                    """,
                good: """
                    severity = "high"
                    risk_score = 73

                    [metadata]
                    updated_date = "2026/03/04"
                    """, today: "2026/03/04",
                before: """
                    severity = "medium"
                    risk_score = 47

                    [metadata]
                    updated_date = "2026/02/10"
                    """)
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

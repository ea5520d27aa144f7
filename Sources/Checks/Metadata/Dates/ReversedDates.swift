import Diagnostics
import Rules

/// An update before the creation.
enum ReversedDates: RuleCheck {
    static let info = CheckInfo(
        id: "reversed-dates", category: .metadata, severity: .warning,
        summary: "`updated_date` is before `creation_date`",
        rationale: """
            A rule cannot have been changed before it was written, so one of the two dates is wrong, mostly because it \
            was copied from another rule. Change logs and pages show these dates.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    creation_date = "2026/03/01"
                    updated_date = «"2025/03/01"»
                    """,
                good: """
                    [metadata]
                    creation_date = "2025/03/01"
                    updated_date = "2026/03/01"
                    """)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let metadata = view.rule.metadata
        guard let created = metadata.creationDate, let updated = metadata.updatedDate,
            let first = RuleDate(created.text), let second = RuleDate(updated.text), second < first
        else { return }
        findings.add(
            finding(view, at: updated.range, "the rule was updated before it was created")
                .label(view.location(created.range), "created on this day")
                .help("set `updated_date` to the day of the last change"))
    }
}

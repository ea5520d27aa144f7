import Diagnostics
import Rules

/// An `updated_date` before the `creation_date`.
enum ReversedDates: RuleCheck {
    static let info = CheckInfo(
        id: "reversed-dates", category: .metadata, severity: .warning,
        summary: "`updated_date` is before `creation_date`",
        rationale: """
            A rule cannot have been changed before it was created, so one of the two dates is wrong: often it was \
            copied from another rule. Change logs and pages show these dates.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    creation_date = "2026/03/01"
                    updated_date = «»
                    """, bad: ["\"2025/03/01\"", "\"2026/02/28\"", "\"2025/12/31\""],
                good: ["\"2026/03/02\"", "\"2026/03/01\""])
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

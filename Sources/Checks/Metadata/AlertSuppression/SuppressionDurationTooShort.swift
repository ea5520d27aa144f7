import Diagnostics
import Rules

/// Alert suppression for no time at all.
enum SuppressionDurationTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-duration-too-short", category: .metadata, severity: .error,
        summary: "the duration of an alert suppression is below 1",
        rationale: """
            Within the duration further alerts are folded into the first. Kibana refuses a number below one.
            """,
        examples: [
            Example(
                bad: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    duration = { value = «0», unit = "h" }
                    """,
                good: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    duration = { value = 1, unit = "h" }
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let value = view.rule.elastic.alertSuppression?.duration?.value, value.value < 1 else { return }
        findings.add(
            finding(view, at: value.range, "a duration of \(value.value) suppresses nothing; the least is 1")
                .help("write how long alerts are folded, or remove `duration` for one run"))
    }
}

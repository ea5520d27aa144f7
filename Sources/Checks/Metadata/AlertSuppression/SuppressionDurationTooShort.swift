import Diagnostics
import Rules

/// Alert suppression whose duration is not at least 1.
enum SuppressionDurationTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-duration-too-short", category: .metadata, severity: .error,
        summary: "duration of an alert suppression is below 1",
        rationale: """
            During this time further alerts with the same values are added to the first one. Kibana refuses a number \
            below 1.
            """,
        examples: [
            Example(
                in: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    duration = { value = «», unit = "h" }
                    """, bad: ["0", "-5"], good: ["1", "24"]),
            Example(
                in: """
                    [rule.alert_suppression.duration]
                    unit = "m"
                    value = «»
                    """, bad: "0", good: "30", on: .threshold),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let value = view.rule.elastic.alertSuppression?.duration?.value, value.value < 1 else { return }
        findings.add(
            finding(view, at: value.range, "the duration is \(value.value), but the minimum is 1")
                .help("write how long alerts are suppressed; without `duration` it is one run of the rule"))
    }
}

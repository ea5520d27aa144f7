import Diagnostics
import Documents
import Rules

/// Alert suppression that leaves missing fields to a default.
enum SuppressionMissingStrategy: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-missing-strategy", category: .metadata, severity: .warning,
        summary: "alert suppression does not say what happens to events without the fields",
        rationale: """
            `suppress` folds events that lack a field into one alert, `doNotSuppress` makes an alert of each. Kibana has a default; \
            Elastic's repository requires the word.
            """,
        examples: [
            Example(
                bad: """
                    [rule.«alert_suppression»]
                    group_by = ["user.name"]
                    """,
                good: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let suppression = view.rule.elastic.alertSuppression, !view.isKibana,
            view.rule.elastic.type?.value != .threshold,
            view.rule.entry("alert_suppression")?.value["missing_fields_strategy"] == nil
        else { return }
        findings.add(
            finding(view, at: suppression.keyRange, "`alert_suppression` has no `missing_fields_strategy`")
                .help("add it: `suppress` or `doNotSuppress`"))
    }
}

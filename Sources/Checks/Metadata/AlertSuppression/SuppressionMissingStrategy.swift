import Diagnostics
import Documents
import Rules

/// Alert suppression without a strategy for missing fields.
enum SuppressionMissingStrategy: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-missing-strategy", category: .metadata, severity: .warning,
        summary: "alert suppression without `missing_fields_strategy`",
        rationale: """
            With `suppress`, events that lack a field become one alert; with `doNotSuppress`, each becomes an alert. \
            Kibana has a default; Elastic's repository requires the key.
            """,
        examples: [
            Example(
                bad: """
                    [rule.«alert_suppression»]
                    group_by = ["user.name"]
                    """,
                good: [
                    """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                    """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "doNotSuppress"
                    """,
                ]),
            Example(
                bad: [
                    """
                    [rule.«alert_suppression»]
                    group_by = ["source.ip"]
                    duration = { value = 5, unit = "h" }
                    """, "«alert_suppression» = { group_by = [\"user.name\"] }",
                ]),
            Example(
                bad: """
                    rule:
                      «alert_suppression»:
                        group_by: [user.name]
                    """, syntax: .yaml),
            // A threshold rule suppresses by the fields that it groups by, which every alert has.
            Example(
                good: """
                    [rule.alert_suppression]
                    duration = { value = 5, unit = "h" }
                    """, on: .threshold),
            // What Kibana exports says it, or Kibana adds its default.
            Example(good: "\"alert_suppression\": {\"group_by\": [\"user.name\"]}", on: .kibana),
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

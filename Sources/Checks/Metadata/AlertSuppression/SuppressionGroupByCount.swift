import Diagnostics
import Rules

/// Alert suppression by no field or by too many.
enum SuppressionGroupByCount: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-group-by-count", category: .metadata, severity: .error,
        summary: "alert suppression by no field, or by more than three",
        rationale: """
            Alerts with the same values in these fields become one alert. Kibana accepts one to three fields.
            """,
        examples: [
            Example(
                in: """
                    [rule.alert_suppression]
                    group_by = «»
                    missing_fields_strategy = "suppress"
                    """,
                bad: [
                    "[]", "[\"user.name\", \"source.ip\", \"event.action\", «\"event.outcome\"»]",
                    "[\"user.name\", \"source.ip\", \"event.action\", «\"event.outcome\"», \"host.id\"]",
                ], good: ["[\"user.name\"]", "[\"user.name\", \"source.ip\", \"event.action\"]"])
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let group = view.rule.elastic.alertSuppression?.groupBy, view.rule.elastic.type?.value != .threshold
        else { return }
        if group.items.isEmpty {
            findings.add(finding(view, at: group.range, "`group_by` is empty").help("name one to three fields"))
        } else if group.items.count > 3 {
            findings.add(
                finding(view, at: group.items[3].range, "\(group.items.count) fields in `group_by`; the maximum is 3")
                    .help("keep the fields that distinguish the alerts"))
        }
    }
}

import Diagnostics
import Rules

/// Alert suppression by no field or by too many.
enum SuppressionGroupByCount: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-group-by-count", category: .metadata, severity: .error,
        summary: "alerts are suppressed by no field, or by more than three",
        rationale: """
            Alerts with the same values in these fields become one. Kibana accepts one to three fields.
            """,
        examples: [
            Example(
                bad: """
                    [rule.alert_suppression]
                    group_by = «[]»
                    missing_fields_strategy = "suppress"
                    """,
                good: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let group = view.rule.elastic.alertSuppression?.groupBy, view.rule.elastic.type?.value != .threshold
        else { return }
        if group.items.isEmpty {
            findings.add(finding(view, at: group.range, "`group_by` is empty").help("name one to three fields"))
        } else if group.items.count > 3 {
            findings.add(
                finding(view, at: group.items[3].range, "\(group.items.count) fields to group by; the most is 3")
                    .help("keep those that distinguish the alerts"))
        }
    }
}

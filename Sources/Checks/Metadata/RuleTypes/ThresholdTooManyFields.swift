import Diagnostics
import Rules

/// More group fields than a threshold rule can have.
enum ThresholdTooManyFields: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-too-many-fields", category: .metadata, severity: .error,
        summary: "threshold rule groups by more fields than Kibana accepts",
        rationale: """
            Kibana refuses a threshold rule with more than five group fields. Before 9.2 the maximum was three: then \
            `field-newer-than-min-stack` reports four or five fields.
            """,
        examples: [
            Example(
                in: """
                    [rule.threshold]
                    field = [«»]
                    """,
                bad: [
                    "\"host.id\", \"user.id\", \"user.name\", \"event.code\", \"event.action\", «\"source.ip\"»",
                    "\"host.id\", \"user.id\", \"event.code\", \"host.name\", \"source.ip\", «\"host.ip\"», \"tags\"",
                ],
                good: [
                    "\"host.id\", \"user.id\", \"user.name\", \"event.code\", \"event.action\"",
                    "\"host.id\", \"user.id\", \"user.name\"",
                ], on: .threshold),
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    "type": "threshold", "language": "kuery", "index": ["logs-azure.activitylogs-*"],
                    "query": "event.dataset:azure.activitylogs", "threshold": {"field": ["host.id", "user.id",
                      "user.name", "event.code", "event.action", «"source.ip"»], "value": 10}
                    """, on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let fields = view.rule.elastic.threshold?.fields,
            fields.items.count > most
        else { return }
        findings.add(
            finding(
                view, at: fields.items[most].range, "\(fields.items.count) group fields; the maximum is \(most)"
            ).help("keep the fields that distinguish the groups"))
    }

    /// What Kibana accepts since 9.2. The three of older stacks are a limit of `min_stack_version` (`StackNeed`).
    private static let most = 5
}

import Diagnostics
import Rules
import Schemas

/// More group fields than a threshold rule takes.
enum ThresholdTooManyFields: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-too-many-fields", category: .metadata, severity: .error,
        summary: "a threshold rule groups by more fields than Kibana accepts",
        rationale: """
            Kibana groups by at most five fields, and by three before 9.2. A rule that names a `min_stack_version` below 9.2 \
            has to run there as well.
            """,
        examples: [
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["host.id", "user.id", "user.name", "event.code", "event.action", «"source.ip"»]
                    value = 10
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["host.id", "user.id", "user.name", "event.code", "event.action"]
                    value = 10
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let fields = view.rule.elastic.threshold?.fields,
            fields.items.count > 3
        else { return }
        let stack = view.rule.metadata.minStackVersion.flatMap { StackVersion($0.text) }
        let isOld = stack.map { $0 < StackVersion(9, 2) } ?? false
        let most = isOld ? 3 : 5
        guard fields.items.count > most else { return }
        findings.add(
            finding(
                view, at: fields.items[most].range,
                "\(fields.items.count) fields to group by; \(isOld ? "before 9.2 " : "")the most is \(most)"
            ).help("keep the fields that distinguish the groups"))
    }
}

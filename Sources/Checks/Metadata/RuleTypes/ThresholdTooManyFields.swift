import Diagnostics
import Rules
import Schemas

/// More group fields than a threshold rule can have.
enum ThresholdTooManyFields: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-too-many-fields", category: .metadata, severity: .error,
        summary: "threshold rule groups by more fields than Kibana accepts",
        rationale: """
            Kibana groups by at most five fields, before 9.2 by at most three. A rule with a `min_stack_version` \
            below 9.2 also runs on those older versions.
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
                in: """
                    [metadata]
                    min_stack_comments = "Customers with an older stack use the rule."
                    min_stack_version = "9.1.0"

                    [rule.threshold]
                    field = [«»]
                    """,
                bad: "\"host.id\", \"user.id\", \"user.name\", «\"source.ip\"»",
                good: "\"host.id\", \"user.id\", \"user.name\"", on: .threshold),
            Example(
                in: """
                    [metadata]
                    min_stack_comments = "Four group fields need this version."
                    min_stack_version = "9.2.0"

                    [rule.threshold]
                    field = [«»]
                    """,
                bad: "\"host.id\", \"user.id\", \"user.name\", \"event.code\", \"event.action\", «\"source.ip\"»",
                good: "\"host.id\", \"user.id\", \"user.name\", \"source.ip\"", on: .threshold),
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
                "\(fields.items.count) group fields; the maximum \(isOld ? "before 9.2 " : "")is \(most)"
            ).help("keep the fields that distinguish the groups"))
    }
}

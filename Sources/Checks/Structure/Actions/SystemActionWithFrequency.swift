import Diagnostics
import Rules

/// A frequency of an action that does not have one.
enum SystemActionWithFrequency: RuleCheck {
    static let info = CheckInfo(
        id: "system-action-with-frequency", category: .structure, severity: .warning,
        summary: "system action has a `frequency`",
        rationale: """
            The system actions of Kibana, `.cases` and `.workflows`, run for each alert and have neither group nor frequency; \
            Kibana drops what is written there.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.actions]]
                    action_type_id = ".cases"
                    id = "system-connector-.cases"
                    params = { groupingBy = ["user.name"] }
                    «frequency» = { summary = true, notifyWhen = "onActiveAlert", throttle = "1h" }
                    """,
                good: """
                    [[rule.actions]]
                    action_type_id = ".cases"
                    id = "system-connector-.cases"
                    params = { groupingBy = ["user.name"] }
                    """),
            Example(
                bad: [
                    """
                    [[rule.actions]]
                    action_type_id = ".workflows"
                    id = "system-connector-.workflows"
                    params = { subAction = "run" }
                    «frequency» = { summary = true, notifyWhen = "onActiveAlert" }
                    """,
                    """
                    [[rule.actions]]
                    action_type_id = ".email"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }

                    [[rule.actions]]
                    action_type_id = ".cases"
                    id = "system-connector-.cases"
                    params = { groupingBy = ["user.name"] }
                    «frequency» = { summary = true, notifyWhen = "onActiveAlert" }
                    """,
                ],
                good: """
                    [[rule.actions]]
                    action_type_id = ".email"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }
                    frequency = { summary = true, notifyWhen = "onThrottleInterval", throttle = "1h" }
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for action in view.rule.elastic.actions {
            guard let frequency = action.frequency, let type = action.typeID, RuleShape.isSystemAction(type.text)
            else { continue }
            findings.add(
                finding(view, at: frequency.keyRange, "actions of type `\(type.text)` have no frequency")
                    .label(view.location(type.range), "the type is set here").help("remove it"))
        }
    }
}

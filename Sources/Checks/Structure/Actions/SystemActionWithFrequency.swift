import Diagnostics
import Rules

/// A frequency where none is known.
enum SystemActionWithFrequency: RuleCheck {
    static let info = CheckInfo(
        id: "system-action-with-frequency", category: .structure, severity: .warning,
        summary: "an action of Kibana's own has a `frequency`",
        rationale: """
            Actions such as `.cases` and `.workflows` run at each alert and have neither group nor frequency; Kibana drops what is \
            written there.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.actions]]
                    action_type_id = ".cases"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }
                    «frequency» = { summary = true, notifyWhen = "onActiveAlert", throttle = "1h" }
                    """,
                good: """
                    [[rule.actions]]
                    action_type_id = ".cases"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }
                    """)
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

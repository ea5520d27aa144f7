import Diagnostics
import Documents
import Rules

/// A required field that does not say whether it is of ECS.
enum RequiredFieldWithoutECS: RuleCheck {
    static let info = CheckInfo(
        id: "required-field-without-ecs", category: .metadata, severity: .error,
        summary: "an entry of `required_fields` has no `ecs`",
        rationale: """
            Kibana works the value out itself. Files of Elastic's repository carry all three keys, and its loader refuses an entry \
            without one.
            """,
        examples: [
            Example(
                bad: """
                    query = "event.dataset:azure.activitylogs"

                    [[rule.required_fields]]
                    «name» = "event.dataset"
                    type = "keyword"
                    """,
                good: """
                    query = "event.dataset:azure.activitylogs"

                    [[rule.required_fields]]
                    name = "event.dataset"
                    type = "keyword"
                    ecs = true
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let list = view.rule.entry("required_fields")?.value.array else { return }
        for item in list {
            guard let table = item.table, let first = table.entries.first, table["ecs"] == nil else { continue }
            findings.add(
                finding(view, at: first.keyRange, "the required field has no `ecs`")
                    .help("add whether the field is one of ECS: `true` or `false`"))
        }
    }
}

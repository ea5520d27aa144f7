import Diagnostics
import Documents
import Rules

/// A required field that does not say whether it is in ECS.
enum RequiredFieldWithoutECS: RuleCheck {
    static let info = CheckInfo(
        id: "required-field-without-ecs", category: .metadata, severity: .error,
        summary: "entry of `required_fields` has no `ecs`",
        rationale: """
            Kibana computes the value itself. Rule files of Elastic's repository have all three keys, and its loader \
            rejects an entry without one of them.
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
                    """),
            Example(
                bad: [
                    """
                    query = "event.dataset:azure.activitylogs"

                    [[rule.required_fields]]
                    «type» = "keyword"
                    name = "event.dataset"
                    """,
                    """
                    [[rule.required_fields]]
                    name = "event.dataset"
                    type = "keyword"
                    ecs = true

                    [[rule.required_fields]]
                    «name» = "event.outcome"
                    type = "keyword"
                    """,
                ],
                good: [
                    """
                    query = "azure.activitylogs.operation_name:*"

                    [[rule.required_fields]]
                    ecs = false
                    name = "azure.activitylogs.operation_name"
                    type = "keyword"
                    """,
                    "severity = \"medium\"",
                ]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let list = view.rule.entry("required_fields")?.value.array else { return }
        for item in list {
            guard let table = item.table, let first = table.entries.first, table["ecs"] == nil else { continue }
            findings.add(
                finding(view, at: first.keyRange, "the required field has no `ecs`")
                    .help("add `ecs = true` if the field is in ECS, else `ecs = false`"))
        }
    }
}

import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A list of required fields that is not what the query uses.
enum RequiredFieldsOutdated: RuleCheck {
    static let info = CheckInfo(
        id: "required-fields-outdated", category: .metadata, severity: .warning,
        summary: "`required_fields` names other fields than the query uses",
        rationale: """
            Kibana shows the list with the rule, so that users see which data it needs. The build generates the list if \
            the file has none and keeps one that is written in the file, even when the query changes later.
            """,
        examples: [
            Example(
                bad: """
                    query = "event.dataset:azure.activitylogs and event.outcome:success"

                    [[rule.required_fields]]
                    ecs = true
                    name = "event.dataset"
                    type = "keyword"

                    [[rule.required_fields]]
                    ecs = true
                    name = «"user.name"»
                    type = "keyword"

                    [[rule.required_fields]]
                    ecs = true
                    name = "event.outcome"
                    type = "keyword"
                    """,
                good: """
                    query = "event.dataset:azure.activitylogs and event.outcome:success"

                    [[rule.required_fields]]
                    ecs = true
                    name = "event.dataset"
                    type = "keyword"

                    [[rule.required_fields]]
                    ecs = true
                    name = "event.outcome"
                    type = "keyword"
                    """),
            Example(
                bad: [
                    """
                    [[rule.«required_fields»]]
                    ecs = true
                    name = "event.dataset"
                    type = "keyword"
                    """,
                    """
                    query = "event.dataset:azure.activitylogs and event.outcome:success and user.name:* and source.ip:*"

                    [[rule.«required_fields»]]
                    ecs = true
                    name = "event.outcome"
                    type = "keyword"
                    """,
                ],
                good: ["severity = \"medium\"", "required_fields = []"]),
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let listed = view.rule.elastic.requiredFields
        guard !listed.isEmpty, let query = view.query, query.tree.issues.isEmpty else { return }
        let used = Set(query.facts.fields.map(\.name))
        for case let name? in listed.map(\.name) where !name.text.isEmpty && !used.contains(name.text) {
            findings.add(
                finding(view, at: name.range, "the query does not use `\(name.text.prefix(80))`")
                    .help("remove the entry, or the whole list: the build generates it"))
        }
        let names = Set(listed.compactMap { $0.name?.text })
        let missing = used.subtracting(names).sorted()
        guard !missing.isEmpty, let entry = view.rule.entry("required_fields") else { return }
        findings.add(
            finding(view, at: entry.keyRange, "the list lacks \(WordList.enumeration(missing)), which the query uses")
                .help("add the missing fields, or remove the list: the build generates it"))
    }
}

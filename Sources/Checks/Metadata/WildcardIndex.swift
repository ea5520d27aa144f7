import Diagnostics
import Rules

/// An index pattern that searches everything.
enum WildcardIndex: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-index", category: .metadata, severity: .warning,
        summary: "index pattern is a bare `*`",
        rationale: """
            With it every run of the rule searches all indices of the cluster, including those of other teams and of the \
            alerts themselves. This is slow, and fields have different meanings in different indices.
            """,
        examples: [
            Example(
                in: "index = [«»]", bad: ["\"*\"", "\"_all\""], good: ["\"logs-azure.activitylogs-*\"", "\"logs-*\""]),
            Example(bad: "index = [\"logs-azure.activitylogs-*\", «\"*\"»]", replacing: "\"filebeat-*\""),
            Example(bad: "\"index\": [«\"*\"»]", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.elastic.index?.items ?? [] where item.value == "*" || item.value == "_all" {
            findings.add(
                finding(view, at: item.range, "index pattern `\(item.value)` searches every index")
                    .help("write the index patterns of the data that the query is about"))
        }
    }
}

import Diagnostics
import Rules

/// An index pattern that searches everything.
enum WildcardIndex: RuleCheck {
    static let info = CheckInfo(
        id: "wildcard-index", category: .metadata, severity: .warning,
        summary: "an index pattern is a bare `*`",
        rationale: """
            It makes every run of the rule search all indices of the cluster, those of other teams and of the alerts \
            themselves among them. It is slow, and fields mean different things in different indices.
            """,
        examples: [
            Example(
                bad: """
                    index = [«"*"»]
                    """,
                good: """
                    index = ["logs-azure.activitylogs-*"]
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.elastic.index?.items ?? [] where item.value == "*" || item.value == "_all" {
            findings.add(
                finding(view, at: item.range, "index pattern `\(item.value)` searches every index")
                    .help("name the data that the query is about"))
        }
    }
}

import Diagnostics
import Documents
import Rules

/// A filter without `meta`.
enum FilterMetaIncomplete: RuleCheck {
    static let info = CheckInfo(
        id: "filter-meta-incomplete", category: .structure, severity: .warning,
        summary: "filter has no `meta`",
        rationale: """
            The filter bar of Kibana reads `meta` to show a filter and to turn it on and off. Without `meta` the filter works, \
            but it cannot be edited there.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.«query».match_phrase]
                    "event.outcome" = "success"
                    """,
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """),
            Example(
                in: "\"filters\": «»",
                bad: [
                    "[{«\"query\"»: {\"exists\": {\"field\": \"source.ip\"}}}]",
                    "[{\"meta\": {\"negate\": true}, \"query\": {\"exists\": {\"field\": \"source.ip\"}}}, "
                        + "{«\"query\"»: {\"exists\": {\"field\": \"user.name\"}}}]",
                ],
                good: [
                    "[{\"meta\": {\"negate\": true}, \"query\": {\"exists\": {\"field\": \"source.ip\"}}}]", "[]",
                ], on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let filters = view.rule.elastic.filters?.value.array else { return }
        for filter in filters where !findings.isFull {
            guard let table = filter.table, table["meta"] == nil else { continue }
            findings.add(
                finding(view, at: table.entries.first?.keyRange ?? filter.range, "the filter has no `meta`")
                    .help("add `meta`, at least with `negate` and `disabled`"))
        }
    }
}

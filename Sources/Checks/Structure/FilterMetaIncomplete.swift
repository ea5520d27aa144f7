import Diagnostics
import Documents
import Rules

/// A filter without `meta`.
enum FilterMetaIncomplete: RuleCheck {
    static let info = CheckInfo(
        id: "filter-meta-incomplete", category: .structure, severity: .warning,
        summary: "a filter has no `meta`",
        rationale: """
            Kibana's filter bar shows and switches a filter by its `meta`; without it the filter works but cannot be edited there.
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
                    """)
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

import Diagnostics
import Rules

/// A filter that is switched off.
enum FilterDisabled: RuleCheck {
    static let info = CheckInfo(
        id: "filter-disabled", category: .query, severity: .warning,
        summary: "a filter is disabled and has no effect",
        rationale: """
            Kibana leaves a filter with `disabled = true` out of the search. In the filter bar that is a switch; in a rule \
            it is text that looks as if it narrowed the detection.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    disabled = «true»
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """,
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    disabled = false
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for filter in view.rule.allFilters where !findings.isFull {
            guard let flag = filter.meta?.disabled, flag.value else { continue }
            findings.add(
                finding(view, at: flag.range, "the filter is disabled, so the rule runs without it")
                    .help("switch it on, or remove the filter"))
        }
    }
}

import Diagnostics
import Rules

/// A filter that is disabled.
enum FilterDisabled: RuleCheck {
    static let info = CheckInfo(
        id: "filter-disabled", category: .query, severity: .warning,
        summary: "filter is disabled and has no effect",
        rationale: """
            Kibana omits a filter with `disabled = true` from the search. In the filter bar that is visible; in a rule file \
            the filter looks as if it narrowed the detection.
            """,
        examples: [
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = «»
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """, bad: "true", good: "false"),
            Example(
                in: """
                    [[rule.threat_filters]]
                    [rule.threat_filters.meta]
                    negate = false
                    disabled = «»
                    [rule.threat_filters.query.match_phrase]
                    "threat.indicator.type" = "ipv4-addr"
                    """, bad: "true", good: "false", on: .threatMatch),
            Example(
                in: """
                    "filters": [{
                      "meta": {"negate": false, "disabled": false, "type": "combined", "relation": "OR", "params": [
                        {"meta": {"negate": false, "disabled": «»}, "query": {"match_phrase": {"event.outcome": "success"}}},
                        {"meta": {"negate": false, "disabled": false}, "query": {"match_phrase": {"event.outcome": "unknown"}}}
                      ]}
                    }]
                    """, bad: "true", good: "false", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for filter in view.rule.allFilters where !findings.isFull {
            guard let flag = filter.meta?.disabled, flag.value else { continue }
            findings.add(
                finding(view, at: flag.range, "the filter is disabled, so the rule runs without it")
                    .help("enable the filter, or remove it"))
        }
    }
}

import Diagnostics
import Queries
import Rules

/// A filter that Elasticsearch would refuse.
enum FilterSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "filter-syntax", category: .query, severity: .error, needsWholeFile: true,
        summary: "a filter of the rule is not a query that Elasticsearch accepts",
        rationale: """
            Kibana stores filters as they are and joins them to the query at each run. A clause that Elasticsearch does \
            not know, or one in another shape, fails every run of the rule. The clause is in `query`; in older \
            filters it is beside `meta`, and a combined filter holds others in `meta.params`.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = true
                    [rule.filters.query.«match_phase»]
                    "event.outcome" = "failure"
                    """,
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = true
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "failure"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { $0 == .syntax || $0 == .limit }
    }
}

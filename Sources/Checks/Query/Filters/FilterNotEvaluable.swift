import Diagnostics
import Queries
import Rules

/// A filter that only a search can answer.
enum FilterNotEvaluable: RuleCheck {
    static let info = CheckInfo(
        id: "filter-not-evaluable", category: .query, severity: .info,
        summary: "a filter tests what one event alone cannot decide",
        rationale: """
            Scripts, places, other documents and scores are known to Elasticsearch only. The rule is fine, but `tenet \
            match`, `compile` and `test` do not run it: without the filter it would find other events than the rule \
            does.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "spatial_filter"
                    [rule.filters.query.«geo_distance»]
                    distance = "10km"
                    "source.geo.location" = "52.5,13.4"
                    """,
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "phrase"
                    [rule.filters.query.match_phrase]
                    "source.geo.country_iso_code" = "DE"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { if case .notEvaluable = $0 { true } else { false } }
    }
}

import Diagnostics
import Queries
import Rules

/// A filter that only a search can evaluate.
enum FilterNotEvaluable: RuleCheck {
    static let info = CheckInfo(
        id: "filter-not-evaluable", category: .query, severity: .info,
        summary: "filter cannot be evaluated from one event alone",
        rationale: """
            Only Elasticsearch can evaluate scripts, places, other documents and scores. The rule is valid, but `tenet \
            match`, `compile` and `test` do not run it: without the filter it would match other events.
            """,
        examples: [
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.«»]
                    "source.geo.location" = "52.5,13.4"
                    distance = "10km"
                    """,
                bad: "geo_distance"),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.bool]
                    filter = [{ «» }]
                    """,
                bad: [
                    "«more_like_this» = { fields = [\"message\"], like = \"vault\" }",
                    "terms = { \"source.ip\" = «{ index = \"blocked\", id = \"1\", path = \"ip\" }» }",
                    "match_phrase = { \"event.action\" = { query = \"vault\", «analyzer = \"simple\"» } }",
                    "range = { \"@timestamp\" = { gte = \"now-1h\", «time_zone = \"Europe/Berlin\"» } }",
                ],
                good: [
                    "match_phrase = { \"source.geo.country_iso_code\" = \"DE\" }",
                    "terms = { \"source.ip\" = [\"10.0.0.1\", \"10.0.0.2\"] }",
                    "range = { \"@timestamp\" = { gte = \"now-1h\", time_zone = \"UTC\" } }",
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { if case .notEvaluable = $0 { true } else { false } }
    }
}

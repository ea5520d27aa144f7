import Diagnostics
import Queries
import Rules

/// A filter that Elasticsearch rejects.
enum FilterSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "filter-syntax", category: .query, severity: .error, needsWholeFile: true,
        summary: "filter of the rule is not a query that Elasticsearch accepts",
        rationale: """
            Kibana stores filters as they are and adds them to the query at each run. A clause that does not exist, or one \
            with wrong parameters, makes every run of the rule fail. The clause is in `query`; in older filters it is \
            beside `meta`, and a combined filter holds others in `meta.params`.
            """,
        examples: [
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = true
                    disabled = false
                    [rule.filters.query.«»]
                    "event.outcome" = "failure"
                    """,
                bad: "match_phase", good: "match_phrase"),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.bool]
                    filter = «»
                    """,
                bad: [
                    "\"vault\"", "{ «match_phrase» = {} }", "{ range = { \"source.port\" = «80» } }",
                    "{ match_phrase = { \"event.outcome\" = { query = \"failure\", «sloop» = 1 } } }",
                    // Longer than a fuzzy term may be.
                    "{ fuzzy = { \"process.name\" = «\"\(String(repeating: "vault", count: 52))\"» } }",
                ],
                good: [
                    "{ match_phrase = { \"event.outcome\" = \"failure\" } }",
                    "{ range = { \"source.port\" = { gte = 80 } } }",
                ]),
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.«meta»]
                    negate = true
                    disabled = false
                    """,
                // An older form.
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = true
                    disabled = false
                    [rule.filters.range."source.port"]
                    gte = 1024
                    """),
            Example(
                in: """
                    "filters": [{
                      "meta": {"negate": false, "disabled": false, "type": "combined", "relation": "OR", "params": [
                        {"meta": {"negate": false, "disabled": false}, "query": {«»: {"event.outcome": "success"}}}
                      ]}
                    }]
                    """, bad: "\"phrase\"", good: "\"match_phrase\"", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { $0 == .syntax || $0 == .limit }
    }
}

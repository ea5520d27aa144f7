import Diagnostics
import Queries
import Rules
import SourceText

/// A query without any condition.
enum MatchesEverything: RuleCheck {
    static let info = CheckInfo(
        id: "matches-everything", category: .query, severity: .warning,
        summary: "query matches every event of the rule's indices",
        rationale: """
            `*` and `*:*` have no condition, so each event becomes an alert, up to `max_signals` per run. The query should \
            have the rule's condition even if its indices hold only the alerts of another product: other events may be \
            added to such an index later.

            Rules with `filters` are not reported, nor those that group or compare what the query matches (threshold, new \
            terms, indicator match).
            """,
        examples: [
            Example(
                in: "query = \"«»\"", bad: ["*:*", "*"], good: ["event.kind:alert", "event.outcome:*"]),
            Example(in: "query = \"«»\"", bad: "*:*", good: "event.kind:alert", on: .lucene),
            Example(
                in: """
                    "type": "saved_query", "saved_id": "alerts", "query": "«»"
                    """, bad: "*:*", good: "event.kind:alert", on: .kibana),
            Example(
                good: """
                    query = "*:*"

                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.match_phrase]
                    "event.kind" = "alert"
                    """),
            Example(good: "query = \" \" # tenet: ignore[empty-query] filled in later"),
            Example(good: "query = \" \" # tenet: ignore[empty-query] filled in later", on: .lucene),
            Example(good: "query = \"*:*\"", on: .threshold),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.filters == nil,
            view.rule.elastic.type?.value == .query || view.rule.elastic.type?.value == .savedQuery,
            let expr = view.clauses.expr, expr.isAlwaysTrue, let text = view.rule.elastic.query,
            text.text.utf8.contains(where: { $0 > 0x20 })
        else { return }
        findings.add(
            finding(
                view, at: view.place(expr.span(of: expr.root)), "the query matches every event", label: "no condition"
            )
            .help("write a condition, such as `event.kind:alert`"))
    }
}

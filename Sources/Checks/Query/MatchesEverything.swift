import Diagnostics
import Queries
import Rules
import SourceText

/// A query without any test.
enum MatchesEverything: RuleCheck {
    static let info = CheckInfo(
        id: "matches-everything", category: .query, severity: .warning,
        summary: "the query matches every event of the rule's indices",
        rationale: """
            `*` and `*:*` have no condition, so each event becomes an alert, up to `max_signals` a run. What a rule looks \
            for should be in its query, also where its indices hold alerts of another product only: such an index \
            may hold other events one day.

            Rules with `filters` are not reported, nor those that group or compare what the query finds (threshold, new \
            terms, indicator match).
            """,
        examples: [
            Example(
                bad: """
                    query = "«*:*»"
                    """,
                good: """
                    query = "event.kind:alert"
                    """)
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
            .help("write what the rule looks for, such as `event.kind:alert`"))
    }
}

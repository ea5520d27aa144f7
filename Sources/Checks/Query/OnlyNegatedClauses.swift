import Diagnostics
import Queries
import Rules
import SourceText

/// A query in which every condition is negated.
enum OnlyNegatedClauses: RuleCheck {
    static let info = CheckInfo(
        id: "only-negated-clauses", category: .query, severity: .warning,
        summary: "query has only negated conditions, so it matches nearly every event",
        rationale: """
            `not a:1` also matches every event that lacks the field. A query with only negated conditions matches nearly \
            everything in the rule's indices; so does one with such an alternative. First require something (a data set, a \
            category, an action), then exclude what is unwanted.

            Rules with `filters` are not reported: their conditions may be there.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    "not event.outcome:success and not event.action:MICROSOFT.KEYVAULT/*", "not event.outcome:success",
                    "not (event.outcome:success or user.name:root)",
                ],
                good: [
                    "event.dataset:azure.activitylogs and not event.outcome:success",
                    // To lack a field is rare enough.
                    "not event.outcome:*",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "event.outcome:failure or «not event.action:MICROSOFT.KEYVAULT/*»",
                good: "(event.outcome:failure or not event.action:MICROSOFT.KEYVAULT/*)"),
            Example(in: "query = \"«»\"", bad: "NOT «event.outcome:success»", good: "event.outcome:*", on: .lucene),
            Example(
                good: """
                    query = "not event.outcome:success"

                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.match_phrase]
                    "event.action" = "vault"
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.filters == nil, let expr = view.clauses.expr, let part = expr.partWithoutCondition
        else {
            return
        }
        findings.add(
            finding(
                view, at: view.place(view.whole(part.span)),
                part.isWhole
                    ? "the query has only negated conditions" : "this alternative has only negated conditions",
                label: "matches nearly every event"
            )
            .help("join it by `and` to a condition that is not negated, such as a data set or an action"))
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// A query that says only what it does not want.
enum OnlyNegatedClauses: RuleCheck {
    static let info = CheckInfo(
        id: "only-negated-clauses", category: .query, severity: .warning,
        summary: "the query has only negated conditions, so it matches nearly every event",
        rationale: """
            `not a:1` holds for all events that lack the field, too, whatever they are. A query without any condition that \
            must hold matches nearly everything in the rule's indices; so does one with such an alternative beside others. \
            Name what is looked for first (a data set, a category, an action), then exclude what is not.

            Rules with `filters` are not reported: their conditions may be there.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    «not event.outcome:success and not event.action:MICROSOFT.KEYVAULT/*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.outcome:success
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.filters == nil, let expr = view.clauses.expr, let part = expr.partWithoutCondition
        else {
            return
        }
        findings.add(
            finding(
                view, at: view.place(part.span),
                part.isWhole
                    ? "the query only says what it does not want" : "this alternative only says what it does not want",
                label: "holds for nearly every event"
            )
            .help("join it by `and` to a condition that must hold, such as a data set or an action"))
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// Alternatives that take everything together.
enum AlwaysTrueClauses: RuleCheck {
    static let info = CheckInfo(
        id: "always-true-clauses", category: .query, severity: .warning,
        summary: "two alternatives of the query match every event together",
        rationale: """
            `a or not a` holds for every event, also for those without the field, so the whole group filters nothing. \
            Often `and` was meant, or a `not` before a list has become a `not` before each of its values.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and (event.outcome:success or «not event.outcome:success»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and (event.outcome:success or not event.outcome:*)
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.clauses.faults where fault.kind == .tautology {
            let result = finding(
                view, at: view.place(fault.span), "this alternative and another one match every event together",
                label: "holds wherever the other does not")
            findings.add(
                view.clause(result, fault, "the other alternative")
                    .help("join them by `and` if both are required, or remove both"))
        }
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// Alternatives that together match everything.
enum AlwaysTrueClauses: RuleCheck {
    static let info = CheckInfo(
        id: "always-true-clauses", category: .query, severity: .warning,
        summary: "two alternatives of the query together match every event",
        rationale: """
            `a or not a` is true for every event, also for events without the field, so the whole group filters \
            nothing. Often `and` was meant, or a `not` before a list has become a `not` before each of its values.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    "event.dataset:azure.activitylogs and (event.outcome:success or «not event.outcome:success»)",
                    "event.dataset:azure.activitylogs and (not event.outcome:failure or «event.outcome:failure»)",
                    "event.dataset:azure.activitylogs and (user.name:root or source.ip:* or «not user.name:root»)",
                    "event.dataset:azure.activitylogs and (event.severity >= 5 or «not event.severity > 7»)",
                    // The whole alternative.
                    "event.dataset:azure.activitylogs and (event.outcome:success or «not (event.outcome:success and source.ip:*)»)",
                ],
                good: [
                    "event.dataset:azure.activitylogs and (event.outcome:success or not event.outcome:*)",
                    "event.dataset:azure.activitylogs and (event.outcome:success or not event.outcome:failure)",
                    "event.severity >= 5 or event.severity < 5",
                ],
                on: .query),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    #"process where process.name == "cmd.exe" or «process.name != "cmd.exe"»"#
                ],
                good: [
                    #"process where process.name == "cmd.exe" or process.name != "net.exe""#
                ],
                on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // In `not (a and not a)` two clauses exclude each other.
        for verdict in view.clauses.verdicts where verdict.kind == .tautology && verdict.word != .and {
            let result = finding(
                view, at: view.place(verdict.span), "this alternative and another one together match every event",
                label: "true wherever the other is not")
            findings.add(
                view.clause(result, verdict, "the other alternative")
                    .help("join them by `and` if both are required, or remove both"))
        }
    }
}

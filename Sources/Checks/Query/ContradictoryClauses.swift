import Diagnostics
import Queries
import Rules
import SourceText

/// Conditions that exclude each other.
enum ContradictoryClauses: RuleCheck {
    static let info = CheckInfo(
        id: "contradictory-clauses", category: .query, severity: .error,
        summary: "two clauses of the query can never match together",
        rationale: """
            A condition beside its own opposite, or a value beside a `not` that covers it, matches nothing. The query runs, \
            and no event ever matches it. An alternative that the enclosing conditions exclude is reported as a warning: the \
            rest of the query still works.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE and «not event.action:MICROSOFT.KEYVAULT*»",
                    "event.outcome:success and «not event.outcome:success»",
                    "(event.outcome:success and «not event.outcome:success» or source.ip:10.0.0.1)",
                    "source.port > 1023 and «not source.port > 80»",
                ],
                good: [
                    "event.action:MICROSOFT.KEYVAULT* and not event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE",
                    "event.outcome:* and not event.outcome:success", "source.port > 80 and not source.port > 1023",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "not event.outcome:failure and («event.outcome:failure» or source.ip:10.0.0.1)",
                good: "not event.outcome:failure and (event.outcome:success or source.ip:10.0.0.1)"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and not («»)
                    '''
                    """,
                bad: "event.outcome:failure and «not event.outcome:failure»",
                good: "event.outcome:failure and not event.action:read"),
            Example(
                in: "query = 'process where «»'", bad: #"process.name == "id.exe" and «not process.name == "id.exe"»"#,
                good: #"process.name == "id.exe" and not process.args == "--help""#, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for verdict in view.clauses.verdicts {
            // `not (a and not a)` is true for every event.
            let isExclusion = verdict.kind == .tautology && verdict.word == .and
            guard verdict.kind == .contradiction || verdict.kind == .dead || isExclusion else { continue }
            let isWhole = verdict.decidesQuery && !isExclusion
            let message =
                verdict.kind == .dead
                ? "this alternative can never match: the enclosing condition excludes it"
                : "this clause and another one can never match together"
            let result = finding(
                view, at: view.place(verdict.span), message,
                label: verdict.kind == .dead ? "never matches here" : role(isNegated: verdict.isNegated != isExclusion),
                severity: isWhole ? .error : .warning)
            findings.add(
                view.clause(result, verdict, role(isNegated: verdict.isOtherNegated != isExclusion))
                    .help(
                        isWhole
                            ? "correct one of the two: no event matches the query"
                            : "remove what can never match, or correct one of the two"))
        }
    }

    /// What a condition does with the events that match it.
    private static func role(isNegated: Bool) -> String { isNegated ? "excluded here" : "required here" }
}

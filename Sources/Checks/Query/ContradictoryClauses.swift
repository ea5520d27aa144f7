import Diagnostics
import Queries
import Rules
import SourceText

/// Conditions that shut each other out.
enum ContradictoryClauses: RuleCheck {
    static let info = CheckInfo(
        id: "contradictory-clauses", category: .query, severity: .error,
        summary: "two clauses of the query can never hold together",
        rationale: """
            A condition beside its own opposite, or a value beside a `not` that covers it, finds nothing. The query runs, \
            and no event ever meets it. An alternative that the enclosing conditions exclude is reported as a warning: the \
            rest of the query still works.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE and «not event.action:MICROSOFT.KEYVAULT*»
                    '''
                    """,
                good: """
                    query = '''
                    event.action:MICROSOFT.KEYVAULT* and not event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.clauses.faults where fault.kind == .contradiction || fault.kind == .dead {
            let isWhole = fault.decidesQuery
            let message =
                fault.kind == .dead
                ? "this alternative can never match: the enclosing condition excludes it"
                : "this clause and another one never hold together"
            let result = finding(
                view, at: view.place(fault.span), message,
                label: fault.isSame ? "the opposite of the other" : "fails where the other holds",
                severity: isWhole ? .error : .warning)
            findings.add(
                view.clause(result, fault, "the other clause")
                    .help(
                        isWhole
                            ? "no event ever meets the query; correct one of the two"
                            : "remove what never holds, or correct one of the two"))
        }
    }
}

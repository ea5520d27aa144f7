import Diagnostics
import Queries
import Rules
import SourceText

/// A clause that another one makes needless.
enum RedundantClause: Check {
    static let info = CheckInfo(
        id: "redundant-clause", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "a clause of the query changes nothing, because another one covers it",
        rationale: """
            A value beside a pattern that takes it, a test for any value beside a test for one, a condition repeated \
            inside one of its own alternatives: without them the query finds the same events. They cost time at each run, \
            and a reader takes them for a restriction that is not there.

            Only what holds for every event is told, also where the field holds several values.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.action:(MICROSOFT.KEYVAULT/* or «MICROSOFT.KEYVAULT/VAULTS/WRITE» or MICROSOFT.STORAGE/*)
                    '''
                    """,
                good: """
                    query = '''
                    event.action:(MICROSOFT.KEYVAULT/* or MICROSOFT.STORAGE/*)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.action:* and event.outcome:success and («event.outcome:success or source.ip:10.0.0.1»)
                    '''
                    """,
                good: """
                    query = '''
                    event.action:* and event.outcome:success
                    '''
                    """),
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        guard let query = view.query, view.clauses.faults.contains(where: { $0.kind == .redundant }) else { return }
        // Values that stand twice in a list are another check's.
        let told = view.kql.map { DuplicateValue.repeated($0) } ?? []
        for fault in view.clauses.faults where fault.kind == .redundant && !findings.isFull {
            if fault.isSame, told.contains(where: { fault.span.contains($0) }) { continue }
            var result = finding(view, at: view.place(fault.span), message(fault, view), label: label(fault))
            result = view.clause(result, fault, fault.isSame ? "said here" : "because of this one")
            if let edit = ClauseRemoval.edit(fault.span, joinedBy: fault.word, in: query, view.source) {
                result = result.fix(Fix("remove the clause", .safe, edit))
            }
            findings.add(result.help("remove it, or correct the one that covers it"))
        }
    }

    // MARK: messages

    private static func message(_ fault: ClauseFault, _ view: borrowing RuleView) -> String {
        if fault.isSame, !fault.isInner { return "`\(view.shown(fault.span))` stands here twice" }
        return "`\(view.shown(fault.span))` changes nothing beside `\(view.shown(fault.other))`"
    }

    private static func label(_ fault: ClauseFault) -> String {
        if fault.isSame { return "again here" }
        return fault.isAlternative ? "covered by the other" : "holds whenever the other does"
    }
}

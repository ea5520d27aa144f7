import Diagnostics
import Queries
import Rules
import SourceText

/// Two values asked of a field that has one.
enum ConflictingValues: RuleCheck {
    static let info = CheckInfo(
        id: "conflicting-values", category: .query, severity: .warning,
        summary: "a field that holds one value must have two values at once",
        rationale: """
            `a:1 and a:2` holds only for an event in which `a` is a list with both. ECS says which fields are lists; for the \
            others such a query finds nothing. Where either value will do, `a:(1 or 2)` says so.

            It is no more than a warning, because a source may fill a field with a list where ECS has none.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success and «event.outcome:failure»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:(success or failure)
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.clauses.faults where fault.kind == .conflict && !findings.isFull {
            let field = fault.field ?? ""
            let result = finding(
                view, at: view.place(fault.span), "`\(field)` cannot have this value and another one at once",
                label: "holds only if the field is a list")
            findings.add(
                view.clause(result, fault, "the other value")
                    .help("if either value will do, join them by `or`"))
        }
    }
}

import Diagnostics
import Queries

/// A list of values without `or`.
enum ListWithoutOr: RuleCheck {
    static let info = CheckInfo(
        id: "list-without-or", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "commas or spaces instead of `or` between the values of a KQL list",
        rationale: """
            KQL joins the values of a list with `or`: `user.name:(root or admin)`. Commas and spaces are part of the \
            value, so `user.name:(root,admin)` looks for one user with a comma in the name.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«(a,b)»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or b)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«(a b)»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or b)
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«a,b»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:"a,b"
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:(«a, b» or c)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:(a or b or c)
                    '''
                    """),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardForeignSyntax(view, &findings, .listWithoutOr)
    }
}

import Diagnostics
import Queries

/// Operators of Lucene in a KQL query.
enum LuceneSyntaxInKQL: RuleCheck {
    static let info = CheckInfo(
        id: "lucene-syntax-in-kql", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "Lucene operator that KQL reads as part of a name or value",
        rationale: """
            KQL has no regular expressions, fuzzy terms, boosts, `_exists_`, `+`, `-`, `!`, `&&`, `||` or ranges in \
            brackets. It reads them as part of a name or value, so Kibana runs the query and it matches nothing, or \
            everything under `not`.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «event.action:[500 TO 599]»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action >= 500 and event.action <= 599
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «_exists_:user.name»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and user.name:*
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:«/.*VAULTS.*/»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:*VAULTS*
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «!event.outcome»:failure
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.outcome:failure
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«(a || b)»
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
                    event.dataset:azure.activitylogs and event.action:«vault~1»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:vault
                    '''
                    """),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardForeignSyntax(view, &findings, .lucene)
    }
}

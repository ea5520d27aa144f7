import Diagnostics
import Queries

/// `=` between a name and a value in KQL.
enum EqualsSignInKQL: RuleCheck {
    static let info = CheckInfo(
        id: "equals-sign-in-kql", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`=` or `!=` in a KQL query, where `:` compares a field with a value",
        rationale: """
            KQL compares with `:`. A bare `user.name = bob` is free text: Elasticsearch looks for these words in all \
            fields of every event.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «event.outcome = success»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «event.outcome=success»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and «event.outcome != success»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.outcome:success
                    '''
                    """),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardForeignSyntax(view, &findings, .comparison)
    }
}

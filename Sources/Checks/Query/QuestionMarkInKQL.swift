import Diagnostics
import Queries

/// `?` in a bare value of KQL.
enum QuestionMarkInKQL: RuleCheck {
    static let info = CheckInfo(
        id: "question-mark-in-kql", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`?` in a bare KQL value, where it is not a wildcard",
        rationale: """
            In Lucene, EQL and most shells `?` matches one character. In KQL only `*` is a wildcard, so `cmd?exe` \
            matches only a value with a question mark in it. If that is meant, quotes make it clear.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«MICROSOFT.KEYVAULT/VAULT?/WRITE»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:MICROSOFT.KEYVAULT/VAULT*/WRITE
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or «web-?»)
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:(a or "web-?")
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:«w?b*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not event.action:w*b*
                    '''
                    """),
            // One star for a run.
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«»
                    '''
                    """,
                bad: ["cdn??.space", "cdn?*.space", "cdn*??.space"], good: "cdn*.space"),
        ], explainsOthers: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardForeignSyntax(view, &findings, .questionMark)
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// A query that is not of its language.
enum QuerySyntax: RuleCheck {
    static let info = CheckInfo(
        id: "query-syntax", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "the query is not of the language that the rule names",
        rationale: """
            Kibana saves a rule without reading its query. A query that cannot be read fails at every run, and all that \
            reports it is the rule's status.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and
                      event.outcome:«»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and
                      event.outcome:success
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    process where event.type «===» "start"
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    process where event.type == "start"
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.query, let issue = view.loaded.queryIssue, let fault = view.loaded.queryFault,
            fault.id == info.id
        else { return }
        findings.add(QueryView.fixed(fault, issue, query, view))
    }
}

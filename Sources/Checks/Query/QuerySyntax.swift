import Diagnostics
import Queries
import Rules
import SourceText

/// A query that is not valid in its language.
enum QuerySyntax: RuleCheck {
    static let info = CheckInfo(
        id: "query-syntax", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "query is not valid in the language of the rule",
        rationale: """
            Kibana saves a rule without parsing its query. A query with a syntax error fails at every run, and only the \
            rule's status shows it.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and
                      event.outcome:«»
                    '''
                    """,
                bad: ["«»", "success«)»", "(success or «)»"],
                good: ["success", "(success or failure)", "\"success\""]),
            Example(
                in: "query = '«»'",
                bad: [
                    #"process where process.name «===» "id.exe""#, #"process «process».name == "id.exe""#,
                    #"process where process.name == "id.exe" and«»"#,
                ],
                good: [#"process where process.name == "id.exe""#, "any where true"], on: .eql),
            Example(
                in: "query = '«»'",
                bad: ["event.outcome:(success OR failure«»", "event.outcome:success AND«»"],
                good: ["event.outcome:(success OR failure)", "event.outcome:success AND source.port:[1 TO 1023]"],
                on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.query, let issue = view.loaded.queryIssue, let fault = view.loaded.queryFault,
            fault.id == info.id
        else { return }
        findings.add(QueryView.fixed(fault, issue, query, view))
    }
}

import Diagnostics
import Queries
import Rules

/// An ES|QL rule that does not say which columns an alert has.
enum ESQLMissingKeep: RuleCheck {
    static let info = CheckInfo(
        id: "esql-missing-keep", category: .query, severity: .error,
        summary: "an ES|QL query has no KEEP",
        rationale: """
            Whatever columns a query ends with become fields of the alert. Elastic's repository requires every ES|QL rule to \
            name them with KEEP, so that a new column of a source does not change the alerts.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = «'''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    '''»
                    """,
                good: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep *
                    '''
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, !esql.text.commands.isEmpty, esql.text.first("keep") == nil else { return }
        findings.add(
            finding(view, at: esql.query.range, "the query has no `KEEP`")
                .help("end it with `| KEEP` and the columns that an alert should have"))
    }
}

import Diagnostics
import Queries
import Rules

/// An ES|QL rule that does not name the columns of its alerts.
enum ESQLMissingKeep: RuleCheck {
    static let info = CheckInfo(
        id: "esql-missing-keep", category: .query, severity: .error,
        summary: "ES|QL query has no `KEEP`",
        rationale: """
            All columns that a query returns become fields of the alert. Elastic's repository requires every ES|QL \
            rule to name them with `KEEP`, so that a new column of a source does not change the alerts.
            """,
        examples: [
            Example(
                in: """
                    type = "esql"
                    language = "esql"
                    query = «»
                    """,
                bad: [
                    """
                    «'''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    '''»
                    """,
                    """
                    «'''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | where user.name == "keep"
                    // | keep *
                    '''»
                    """,
                    """
                    «'''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | drop user.name
                    '''»
                    """,
                ],
                good: [
                    """
                    '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep *
                    '''
                    """,
                    """
                    '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | KEEP user.name, _id, _version, _index
                    | sort user.name
                    '''
                    """,
                ],
                on: .esql),
            Example(
                bad: "# without language\nquery = «'from logs-azure.activitylogs-* metadata _id, _version, _index'»",
                on: .esql, besides: "missing-key"),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, !esql.text.commands.isEmpty, esql.text.first("keep") == nil else { return }
        findings.add(
            finding(view, at: esql.query.range, "the query has no `KEEP`")
                .help("end it with `| keep` and the columns of the alert"))
    }
}

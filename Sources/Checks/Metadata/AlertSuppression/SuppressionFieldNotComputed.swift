import Diagnostics
import Queries
import Rules
import SourceText

/// Alert suppression by an ES|QL column that the query does not compute.
enum SuppressionFieldNotComputed: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-field-not-computed", category: .metadata, severity: .error,
        summary: "alert suppression by an `Esql.` column that the query does not compute",
        rationale: """
            Columns whose names begin with `Esql.` exist only if the query computes them. Any other column is \
            missing in every alert.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*), Esql_priv.users = values(user.name) by user.name
                    | keep user.name, Esql.changes, Esql_priv.users
                    '''

                    [rule.alert_suppression]
                    group_by = [«»]
                    missing_fields_strategy = "suppress"
                    """,
                bad: [
                    "\"user.name\", «\"Esql.change\"»", "\"Esql.changes\", «\"Esql.first_seen\"»",
                    "«\"Esql_priv.user\"»",
                ], good: ["\"user.name\", \"Esql.changes\"", "\"Esql_priv.users\"", "\"user.name\""], on: .esql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, let group = view.rule.elastic.alertSuppression?.groupBy,
            group.items.contains(where: { $0.value.hasPrefix("Esql") })
        else { return }
        let computed = esql.text.computedColumns.map(\.name)
        for item in group.items where item.value.hasPrefix("Esql.") || item.value.hasPrefix("Esql_priv.") {
            if computed.contains(item.value) { continue }
            let result = finding(view, at: item.range, "the query computes no `\(item.value.prefix(80))`")
            let near = NearestName.ranked(item.value, among: computed)
            findings.add(
                result.help(
                    near.isEmpty
                        ? "write a column that `EVAL` or `STATS` computes"
                        : "did you mean \(WordList.alternatives(near))?")
            )
        }
    }
}

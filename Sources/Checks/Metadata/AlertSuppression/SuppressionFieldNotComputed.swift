import Diagnostics
import Queries
import Rules
import SourceText

/// Alert suppression by an ES|QL column that the query does not make.
enum SuppressionFieldNotComputed: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-field-not-computed", category: .metadata, severity: .error,
        summary: "alerts are suppressed by an `Esql.` column that the query does not compute",
        rationale: """
            Columns whose names begin with `Esql.` exist only where the query makes them. Suppression by another one sees a missing \
            field in every alert.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*) by user.name
                    | keep user.name, Esql.changes
                    '''

                    [rule.alert_suppression]
                    group_by = ["user.name", «"Esql.change"»]
                    missing_fields_strategy = "suppress"
                    """,
                good: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*) by user.name
                    | keep user.name, Esql.changes
                    '''

                    [rule.alert_suppression]
                    group_by = ["user.name", "Esql.changes"]
                    missing_fields_strategy = "suppress"
                    """)
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
                        ? "name a column that `EVAL` or `STATS` makes" : "did you mean \(WordList.alternatives(near))?")
            )
        }
    }
}

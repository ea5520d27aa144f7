import Diagnostics
import Queries
import Rules
import Schemas

/// A computed column whose name could be that of a field.
enum ESQLDynamicFieldPrefix: RuleCheck {
    static let info = CheckInfo(
        id: "esql-dynamic-field-prefix", category: .query, severity: .warning,
        summary: "name of a computed ES|QL column does not begin with `Esql.`",
        rationale: """
            Columns that a query computes become fields of the alert. Elastic's repository begins their names with \
            `Esql.` (or `Esql_priv.`), so that they differ from fields of the event and never conflict with a \
            mapping of another type.
            """,
        examples: [
            Example(
                in: """
                    type = "esql"
                    language = "esql"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    """
                    from logs-azure.activitylogs-*
                    | stats «changes» = count(*) by user.name
                    | keep user.name, changes
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | eval «actor» = to_lower(user.name), actor = trim(actor)
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | eval «actor» = to_lower(user.name)
                    | keep *
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | rename user.name as «actor»
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | dissect message "%{«verb»} %{Esql.rest}"
                    """,
                ],
                good: [
                    """
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*) by user.name
                    | keep user.name, Esql.changes
                    """,
                    """
                    from logs-azure.activitylogs-*
                    | stats Esql_priv.users = values(user.name) by source.ip
                    | keep source.ip, Esql_priv.users
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | eval actor = to_lower(user.name)
                    | where actor == "root"
                    | keep user.name, _id, _version, _index
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep *
                    | eval actor = to_lower(user.name)
                    | keep user.name, _id, _version, _index
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | eval user.name = to_lower(user.name)
                    """,
                ],
                on: .esql)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql else { return }
        // Columns that do not reach the alert may have any name.
        let kept = esql.text.commands.last { $0.word == "keep" }.map {
            Set(esql.text.items($0.body).map(esql.text.text))
        }
        var seen: Set<String> = []
        lazy var fields = NamedFields.scope(view)
        for column in esql.text.computedColumns where !findings.isFull {
            if column.name.hasPrefix("Esql.") || column.name.hasPrefix("Esql_priv.") { continue }
            if let kept, !kept.contains("*"), !kept.contains(column.name) { continue }
            // A field of the schema that is computed anew keeps its meaning.
            guard seen.insert(column.name).inserted, fields.types(of: column.name).isEmpty else { continue }
            findings.add(
                finding(
                    view, at: esql.range(column.range),
                    "the computed column `\(column.name.prefix(80))` does not begin with `Esql.`"
                ).help("name it `Esql.\(column.name.prefix(80))` here and wherever the query uses it"))
        }
    }
}

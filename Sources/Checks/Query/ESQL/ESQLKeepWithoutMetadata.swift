import Diagnostics
import Queries
import Rules
import SourceText
import Values

/// A `KEEP` that drops the metadata fields.
enum ESQLKeepWithoutMetadata: RuleCheck {
    static let info = CheckInfo(
        id: "esql-keep-without-metadata", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "`KEEP` of an ES|QL query drops `_id`, `_version` or `_index`",
        rationale: """
            Where a query returns single events, Kibana uses the metadata fields to recognize events that already \
            have an alert. `KEEP` drops every column that it does not name, including these.
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
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep «user.name, _id»
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep «_id, _version, user.name»
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | KEEP «user.*»
                    | sort user.name
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep «user.*, _i*»
                    """,
                ],
                good: [
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep user.name, _id, _version, _index
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep *
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep user.name, _*
                    """,
                    """
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*) by user.name
                    | keep user.name, Esql.changes
                    """,
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | drop user.name
                    """,
                ],
                on: .esql)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, !esql.text.aggregates else { return }
        for command in esql.text.commands where command.word == "keep" && !command.body.isEmpty {
            let patterns = esql.text.items(command.body).map { Array(esql.text.text($0).utf8) }
            let missing = ESQLView.metadataFields.filter { field in
                !patterns.contains { WildcardMatcher.matches(Array(field.utf8), pattern: $0) }
            }
            if missing.isEmpty { continue }
            var result = finding(
                view, at: esql.range(command.body), "this `KEEP` drops \(WordList.enumeration(missing))"
            ).help("add \(missing.count == 1 ? "it" : "them") to the list")
            if let edit = esql.insert(", " + missing.joined(separator: ", "), at: command.body.upperBound) {
                result = result.fix(Fix("keep the metadata fields", .safe, edit))
            }
            findings.add(result)
        }
    }
}

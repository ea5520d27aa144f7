import Diagnostics
import Queries
import Rules
import SourceText

/// A KEEP that drops what tells one alert from another.
enum ESQLKeepWithoutMetadata: RuleCheck {
    static let info = CheckInfo(
        id: "esql-keep-without-metadata", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "a KEEP drops `_id`, `_version` or `_index`",
        rationale: """
            Where a query keeps single events, Kibana knows by the metadata fields which of them have an alert already. \
            KEEP drops every column that it does not name, these too.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep «user.name, _id»
                    '''
                    """,
                good: """
                    # without index
                    type = "esql"
                    language = "esql"
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    | keep user.name, _id, _version, _index
                    '''
                    """)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, !esql.text.aggregates else { return }
        for command in esql.text.commands where command.word == "keep" && !command.body.isEmpty {
            let names = Set(esql.text.items(command.body).map(esql.text.text))
            if names.contains("*") { continue }
            let missing = ESQLView.metadataFields.filter { !names.contains($0) }
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

import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// An ES|QL rule that does not request the metadata fields of its events.
enum ESQLMissingMetadata: RuleCheck {
    static let info = CheckInfo(
        id: "esql-missing-metadata", category: .query, severity: .warning, fix: .sometimes(.safe),
        summary: "ES|QL query without `STATS` does not request `_id`, `_version` and `_index`",
        rationale: """
            A rule whose query returns single events creates an alert for each. Kibana uses the metadata fields to \
            recognize events that already have an alert; without them each run reports the same event again, and the \
            alert does not link to its event. A query that aggregates (`STATS`) returns no single events and needs none \
            of these fields. Elastic's repository requires them also after a `STATS` without `BY`, so the profiles \
            `elastic` and `strict` report it.
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
                    from «logs-azure.activitylogs-*»
                    | where event.outcome == "success"
                    """,
                    """
                    from logs-azure.activitylogs-* «metadata _id»
                    | where event.outcome == "success"
                    """,
                    """
                    from logs-azure.activitylogs-* [«METADATA _index, _id»]
                    | where event.outcome == "success"
                    """,
                    """
                    from «logs-azure.activitylogs-*»
                    | inline stats Esql.changes = count(*) by user.name
                    """,
                ],
                good: [
                    """
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    """,
                    """
                    from logs-azure.activitylogs-* [metadata _id, _version, _index, _source]
                    | where event.outcome == "success"
                    """,
                    """
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*) by user.name
                    """,
                    """
                    from logs-azure.activitylogs-*
                    | stats Esql.changes = count(*)
                    """,
                    """
                    from (from logs-azure.activitylogs-*), (from logs-azure.signinlogs-*)
                    | where event.outcome == "success"
                    """,
                    "row Esql.a = 1",
                ],
                on: .esql)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let esql = view.esql, let from = esql.text.first("from"), !from.body.isEmpty,
            !isAggregating(esql.text, view), !esql.text.text(from.body).hasPrefix("(")
        else { return }
        let all = "metadata " + ESQLView.metadataFields.joined(separator: ", ")
        guard let (word, list) = esql.metadata(of: from) else {
            var result = finding(
                view, at: esql.range(from.body), "the query does not request `_id`, `_version` and `_index`"
            ).help("write `\(all)` after the sources")
            if let edit = esql.insert(" " + all, at: from.body.upperBound) {
                result = result.fix(Fix("request the metadata fields", .safe, edit))
            }
            return findings.add(result)
        }
        let names = Set(esql.text.items(list).map(esql.text.text))
        let missing = ESQLView.metadataFields.filter { !names.contains($0) }
        guard !missing.isEmpty else { return }
        var result = finding(
            view, at: esql.range(word.lowerBound..<list.upperBound),
            "the query does not request \(WordList.enumeration(missing))"
        ).help("add \(missing.count == 1 ? "it" : "them") to the list")
        if let edit = esql.insert(", " + missing.joined(separator: ", "), at: list.upperBound) {
            result = result.fix(Fix("request all metadata fields", .safe, edit))
        }
        findings.add(result)
    }

    /// Whether the query returns no single events. Elastic's own check looks for `stats` with `by`.
    private static func isAggregating(_ text: ESQLText, _ view: RuleView) -> Bool {
        let isElastic = view.context.profile >= .elastic
        return text.commands.contains { $0.word == "stats" && (!isElastic || text.word("by", in: $0.body) != nil) }
    }
}

extension ESQLView {
    /// The edit that inserts a text into the query; nil where the query's string cannot hold it, or where the text might
    /// end up in a quote that does not end.
    func insert(_ inserted: String, at offset: Int) -> Edit? {
        text.isClosed ? ScalarEdits.replace(offset..<offset, of: query.scalar, with: inserted) : nil
    }
}

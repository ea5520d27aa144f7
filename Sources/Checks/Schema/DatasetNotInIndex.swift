import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A data set that none of the rule's indices can hold.
enum DatasetNotInIndex: RuleCheck {
    static let info = CheckInfo(
        id: "dataset-not-in-index", category: .schema, severity: .warning,
        summary: "tested data set cannot occur in the rule's index patterns",
        rationale: """
            The name of a data stream is made of its type, data set and namespace: `logs-azure.activitylogs-default`. \
            If no index pattern matches the data set that the query tests, the test matches no event.
            """,
        examples: [
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*"]
                    query = "event.dataset:«» and event.outcome:success"
                    """,
                bad: ["azure.auditlogs", "(azure.activitylogs or «azure.auditlogs»)"],
                good: ["azure.activitylogs", "azure.*", "auditlogs"]),
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*", "«»-*"]
                    query = "data_stream.dataset:azure.auditlogs and event.outcome:success"
                    """,
                good: ["logs-azure.auditlogs", "logs", "filebeat"]),
            Example(
                bad: """
                    index = ["logs-azure.activitylogs-*", "logs-azure.signinlogs-*"]
                    query = "data_stream.dataset:«azure.auditlogs» and event.outcome:success"
                    """,
                good: """
                    # without index
                    data_view_id = "security-logs"
                    query = "data_stream.dataset:azure.auditlogs and event.outcome:success"
                    """),
            Example(bad: "query = 'any where event.dataset == «\"azure.auditlogs\"»'", on: .eql),
            Example(bad: "query = '«event.dataset:azure.auditlogs» AND event.outcome:success'", on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery, let index = view.rule.elastic.index, !index.items.isEmpty else { return }
        for use in query.query.facts.datasets where !query.query.fields.canHold(dataset: use.name) {
            // A misspelled pattern is reported as such.
            if index.values.prefix(PatternGuess.mostPatterns).contains(where: PatternGuess.isMisspelt) { return }
            findings.add(
                finding(
                    view, at: query.range(use.range), "no index pattern of this rule can hold data set `\(use.name)`"
                )
                .label(view.location(index.keyRange), "the index patterns are set here")
                .help("add `logs-\(use.name)-*` to `index`, or test a data set that it holds"))
        }
    }
}

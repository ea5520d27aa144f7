import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A data set that is in none of the rule's indices.
enum DatasetNotInIndex: RuleCheck {
    static let info = CheckInfo(
        id: "dataset-not-in-index", category: .schema, severity: .warning,
        summary: "the query needs a data set that none of the index patterns can hold",
        rationale: """
            The name of a data stream is made of its type, data set and namespace: `logs-azure.activitylogs-default`. \
            A pattern that excludes the data set that the query needs leaves nothing to find.
            """,
        examples: [
            Example(
                bad: """
                    index = ["logs-azure.activitylogs-*"]
                    query = '''
                    event.dataset:«azure.auditlogs» and event.outcome:success
                    '''
                    """,
                good: """
                    index = ["logs-azure.auditlogs-*"]
                    query = '''
                    event.dataset:azure.auditlogs and event.outcome:success
                    '''
                    """)
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

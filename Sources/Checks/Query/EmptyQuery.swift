import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A rule without a query, or with an empty one.
enum EmptyQuery: RuleCheck {
    static let info = CheckInfo(
        id: "empty-query", category: .query, severity: .error, needsWholeFile: true,
        summary: "rule has no query, or an empty one",
        rationale: """
            An empty KQL query matches every event, so that each run creates alerts up to `max_signals`. Rules that have \
            filters instead of a query are not reported.
            """,
        examples: [
            Example(
                in: "query = «»", bad: ["''", "\"  \"", "'''\n\n'''"], good: "\"event.dataset:azure.activitylogs\""),
            Example(
                bad: """
                    [«rule»]
                    # without query
                    language = "kuery"
                    """,
                good: [
                    """
                    [rule]
                    language = "kuery"
                    query = "event.dataset:azure.activitylogs"
                    """,
                    // The filters say which events are meant.
                    """
                    # without query

                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "failure"
                    """,
                    """
                    query = ""

                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "failure"
                    """,
                ]),
            Example(bad: "[«rule»]\n# without query", on: .eql),
            Example(good: #"machine_learning_job_id = ["lmd_high_mean_rdp_process_args"]"#, on: .machineLearning),
            Example(
                in: "\"query\": «»", bad: "\"\"", good: "\"event.dataset:azure.activitylogs\"", on: .kibana),
            Example(
                // A saved query is stored in Kibana.
                good: """
                    # without query
                    "type": "saved_query", "saved_id": "vault-changes"
                    """, on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        if let finding = view.loaded.missingQuery { return findings.add(finding) }
        guard let table = view.rule.ruleEntry?.value.table, let type = view.rule.elastic.type?.value,
            RuleShape.queryTypes.contains(type), type != .savedQuery, let query = view.rule.elastic.query,
            table["filters"]?.value.array?.isEmpty != false,
            query.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) })
        else { return }
        findings.add(
            finding(
                view, at: query.range, "the query is empty", label: "an empty query matches every event",
                severity: view.isKibana ? .warning : nil
            )
            .help("write which events the rule detects"))
    }
}

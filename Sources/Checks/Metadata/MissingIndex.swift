import Diagnostics
import Documents
import Rules
import SourceText

/// A rule that does not say where to search.
enum MissingIndex: RuleCheck {
    static let info = CheckInfo(
        id: "missing-index", category: .metadata, severity: .warning, needsWholeFile: true,
        summary: "neither index patterns nor a data view is set",
        rationale: """
            Without both, Kibana searches whatever its advanced settings name for the whole installation. Then the same \
            rule searches one thing here and another there, and Tenet cannot know which fields its query may use.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    # without index
                    type = "query"
                    """,
                good: """
                    [rule]
                    index = ["logs-azure.activitylogs-*"]
                    type = "query"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let rule = view.rule.ruleEntry, let table = rule.value.table, let type = view.rule.elastic.type?.value,
            RuleShape.indexTypes.contains(type), type != .threatMatch
        else { return }
        if let index = table["index"] {
            // A list of the wrong type, or of wrong items, is another check's.
            guard index.value.array?.isEmpty == true, table["data_view_id"] == nil else { return }
            findings.add(
                finding(view, at: index.value.range, "`index` is empty").help("name at least one index pattern"))
        } else if table["data_view_id"] == nil {
            let misspelt = view.schemaViolations.contains { fault in
                fault.meantPath == ["rule", "index"] || fault.meantPath == ["rule", "data_view_id"]
            }
            if misspelt { return }
            findings.add(
                finding(view, at: rule.keyRange, "the rule does not say where to search")
                    .help("add `index` with the patterns to search, or `data_view_id`"))
        }
    }
}

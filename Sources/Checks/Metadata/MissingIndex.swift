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
            Without both, Kibana searches the default index patterns of its advanced settings. The same rule then searches \
            different data in different installations, and Tenet cannot check which fields its query may use.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    # without index
                    type = "query"
                    """,
                good: [
                    """
                    [rule]
                    index = ["logs-azure.activitylogs-*"]
                    type = "query"
                    """,
                    """
                    # without index
                    data_view_id = "security-solution-default"
                    """,
                    """
                    index = []
                    data_view_id = "security-solution-default"
                    """,
                ]),
            Example(bad: "index = «[]»", good: "index = [\"logs-azure.*\"]", on: .threshold),
            Example(bad: "[«rule»]\n# without index", on: .eql),
            Example(good: "from = \"now-9m\"", on: .esql),
            Example(good: "from = \"now-9m\"", on: .machineLearning),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let rule = view.rule.ruleEntry, let table = rule.value.table, let type = view.rule.elastic.type?.value,
            RuleShape.indexTypes.contains(type), type != .threatMatch
        else { return }
        if let index = table["index"] {
            // A list of the wrong type, or of wrong items, is another check's.
            guard index.value.array?.isEmpty == true, table["data_view_id"] == nil else { return }
            findings.add(
                finding(view, at: index.value.range, "`index` is empty").help("add at least one index pattern"))
        } else if table["data_view_id"] == nil {
            if view.isMisspelt(["rule", "index"]) || view.isMisspelt(["rule", "data_view_id"]) { return }
            findings.add(
                finding(view, at: rule.keyRange, "the rule does not say where to search")
                    .help("add `index` with the patterns to search, or `data_view_id`"))
        }
    }
}

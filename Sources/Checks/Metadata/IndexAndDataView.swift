import Diagnostics
import Rules

/// Two answers to the question where to search.
enum IndexAndDataView: RuleCheck {
    static let info = CheckInfo(
        id: "index-and-data-view", category: .metadata, severity: .warning,
        summary: "both index patterns and a data view are set",
        rationale: """
            A rule searches either index patterns or a data view. With both, Kibana uses the data view and silently \
            ignores the patterns.
            """,
        examples: [
            Example(
                bad: """
                    «index» = ["logs-azure.activitylogs-*"]
                    data_view_id = "security-solution-default"
                    """,
                good: [
                    """
                    index = ["logs-azure.activitylogs-*"]
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
            Example(bad: "«index» = [\"logs-azure.*\"]\ndata_view_id = \"azure-logs\"", on: .threshold),
            Example(bad: "«\"index\"»: [\"logs-azure.*\"], \"data_view_id\": \"azure-logs\"", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let index = view.rule.elastic.index, !index.items.isEmpty, let dataView = view.rule.elastic.dataViewID,
            !dataView.text.isEmpty
        else { return }
        findings.add(
            finding(view, at: index.keyRange, "`index` is ignored, because the rule has a data view")
                .label(view.location(dataView.keyRange), "the data view is set here")
                .help("remove one of the two"))
    }
}

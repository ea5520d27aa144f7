import Diagnostics
import Documents
import Rules

/// A new terms rule without the start of its history window.
enum HistoryWindowMissing: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-start-missing", category: .metadata, severity: .error,
        summary: "new terms rule does not set the start of its history window",
        rationale: """
            A value is new when no event of the history window has it. Without a start there is no window, and \
            Kibana refuses the rule.
            """,
        examples: [
            Example(
                in: """
                    # without new_terms
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]
                    history_window_start = «»
                    """,
                bad: [
                    "[]", "[{ field = \"history_window_start\", value = «\"\"» }]",
                    "[{ field = \"history_window_start\", value = «\" \\t\"» }]",
                ], good: "[{ field = \"history_window_start\", value = \"now-7d\" }]", on: .newTerms),
            Example(
                in: """
                    # without index
                    # without language
                    # without query
                    "type": "new_terms", "language": "kuery", "index": ["logs-azure.activitylogs-*"],
                    "query": "event.dataset:azure.activitylogs", "new_terms_fields": ["user.id"],
                    "history_window_start": «»
                    """, bad: "\"\"", good: "\"now-7d\"", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) { forwardEmptyParts(view, &findings) }
}

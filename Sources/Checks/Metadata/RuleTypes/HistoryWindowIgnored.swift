import Diagnostics
import Rules

/// A second history window, which nobody reads.
enum HistoryWindowIgnored: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-ignored", category: .metadata, severity: .warning,
        summary: "a new-terms rule has more than one history window",
        rationale: """
            Only the first entry of `history_window_start` is sent to Kibana; the others are lost without a word.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"

                    [[rule.new_terms.history_window_start]]
                    «field» = "history_window_start"
                    value = "now-14d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let windows = view.rule.elastic.newTerms?.windows else {
            return
        }
        for window in windows.dropFirst() {
            let place = window.field?.keyRange ?? window.value?.keyRange ?? window.range
            findings.add(
                finding(view, at: place, "only the first history window counts").help("remove this one"))
        }
    }
}

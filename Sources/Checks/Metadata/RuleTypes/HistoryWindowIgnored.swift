import Diagnostics
import Rules

/// A second history window, which has no effect.
enum HistoryWindowIgnored: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-ignored", category: .metadata, severity: .warning,
        summary: "new terms rule has more than one history window",
        rationale: """
            Only the first entry of `history_window_start` is sent to Kibana; the others are dropped without a warning.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"

                    [[rule.new_terms.history_window_start]]
                    «field» = "history_window_start"
                    value = "now-14d"
                    """,
                    """
                    # without new_terms
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]
                    history_window_start = [
                        { field = "history_window_start", value = "now-7d" },
                        { «field» = "history_window_start", value = "now-30d" },
                    ]
                    """,
                    """
                    # without new_terms
                    new_terms.field = "new_terms_fields"
                    new_terms.value = ["user.id", "source.ip"]
                    new_terms.history_window_start = [
                        { field = "history_window_start", value = "now-7d" },
                        { «field» = "history_window_start", value = "now-7d" },
                    ]
                    """,
                ],
                good: [
                    """
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                    """
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-30d"
                    """,
                ], on: .newTerms)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let windows = view.rule.elastic.newTerms?.windows else {
            return
        }
        for window in windows.dropFirst() {
            let place = window.field?.keyRange ?? window.value?.keyRange ?? window.range
            findings.add(
                finding(view, at: place, "only the first history window is used").help("remove this one"))
        }
    }
}

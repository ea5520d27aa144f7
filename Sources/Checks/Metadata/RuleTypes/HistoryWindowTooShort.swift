import Diagnostics
import Rules

/// A history that ends where the run begins.
enum HistoryWindowTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-too-short", category: .metadata, severity: .warning,
        summary: "the history window does not reach back beyond the look-back of the rule",
        rationale: """
            The history is the time between the start of the window and `from`. If the window starts later, there is no history \
            and every value is new.
            """,
        examples: [
            Example(
                bad: """
                    from = "now-9m"
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = «"now-5m"»
                    """,
                good: """
                    from = "now-9m"
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
        guard view.rule.elastic.type?.value == .newTerms, let start = view.rule.elastic.newTerms?.historyWindowStart,
            let window = ScheduleOffset(start.text),
            let from = ScheduleOffset(view.rule.elastic.from?.text ?? "now-6m"),
            !window.isRounded, !from.isRounded, window.seconds >= from.seconds
        else { return }
        var result = finding(view, at: start.range, "the history begins no earlier than the run: every value is new")
        if let from = view.rule.elastic.from {
            result = result.label(view.location(from.range), "the run looks back so far")
        }
        findings.add(result.help("let the window start days before, such as `now-7d`"))
    }
}

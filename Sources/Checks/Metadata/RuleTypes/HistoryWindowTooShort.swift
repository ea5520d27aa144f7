import Diagnostics
import Rules

/// A history window that does not go further back than the run.
enum HistoryWindowTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-too-short", category: .metadata, severity: .warning,
        summary: "history window does not start before the look-back time of the rule",
        rationale: """
            The history is the time between the start of the window and `from`. If the window starts later, there is \
            no history and every value is new.
            """,
        examples: [
            Example(
                in: """
                    from = "now-9m"

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = «»
                    """, bad: ["\"now-5m\"", "\"now-9m\"", "\"now-540s\""],
                good: ["\"now-7d\"", "\"now-10m\"", "\"now-5m/d\""],
                on: .newTerms),
            // Without `from` a run looks back six minutes.
            Example(
                in: """
                    # without from
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = «»
                    """, bad: "\"now-6m\"", good: "\"now-7m\"", on: .newTerms),
            Example(
                good: """
                    from = "now-1d/d"

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-1d"
                    """, on: .newTerms),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let start = view.rule.elastic.newTerms?.historyWindowStart,
            let window = ScheduleOffset(start.text),
            let from = ScheduleOffset(view.rule.elastic.from?.text ?? "now-6m"),
            !window.isRounded, !from.isRounded, window.seconds >= from.seconds
        else { return }
        var result = finding(view, at: start.range, "the history does not start before the run, so every value is new")
        if let from = view.rule.elastic.from {
            result = result.label(view.location(from.range), "the run looks back to here")
        }
        findings.add(result.help("start the window days before, such as `now-7d`"))
    }
}

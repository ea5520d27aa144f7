import Diagnostics
import Rules

/// A history window that does not start with date math.
enum MalformedHistoryWindow: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-history-window", category: .metadata, severity: .warning,
        summary: "start of a history window is not date math",
        rationale: """
            Kibana accepts any text here when the rule is saved, and reads it as a time in each run. With any other \
            text every run fails.
            """,
        examples: [
            Example(
                in: """
                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = «»
                    """, bad: ["\"7d\"", "\"now-7\"", "\"2026/01/05\""],
                good: ["\"now-7d\"", "\"now-1w/w\"", "\"2026-01-05\"", "\"2026-01-05T00:00:00Z\""], on: .newTerms)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let start = view.rule.elastic.newTerms?.historyWindowStart
        else { return }
        let isBlank = start.text.utf8.allSatisfy { $0 == 0x20 || (0x09...0x0D).contains($0) }
        guard !isBlank, ScheduleOffset(start.text) == nil,
            RuleDate(String(start.text.prefix(10)), separator: "-") == nil
        else { return }
        findings.add(
            finding(view, at: start.range, "the start of the history window is not date math")
                .help("write `now`, a minus, a number and a unit, such as `now-7d`"))
    }
}

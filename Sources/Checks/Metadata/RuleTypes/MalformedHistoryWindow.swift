import Diagnostics
import Rules

/// A history window that is no date math.
enum MalformedHistoryWindow: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-history-window", category: .metadata, severity: .warning,
        summary: "the start of a history window is not date math",
        rationale: """
            Kibana accepts any text here and finds out at run time that it is not a time: the rule then fails at each run.
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
                    value = «"7d"»
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

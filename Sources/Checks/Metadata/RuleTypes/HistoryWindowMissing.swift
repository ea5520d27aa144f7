import Diagnostics
import Documents
import Rules

/// A new-terms rule without a window to compare with.
enum HistoryWindowMissing: RuleCheck {
    static let info = CheckInfo(
        id: "history-window-start-missing", category: .metadata, severity: .error,
        summary: "a new-terms rule does not say how far back its history reaches",
        rationale: """
            A value is new when the window before the run does not have it. Without a start there is no window, and Kibana \
            refuses the rule.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]
                    history_window_start = «[]»
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
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let terms = view.rule.elastic.newTerms else { return }
        let help = "write how far the history reaches, such as `now-7d`"
        if let start = terms.historyWindowStart {
            guard start.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else { return }
            findings.add(finding(view, at: start.range, "the start of the history window is empty").help(help))
        } else if let list = view.rule.ruleEntry?.value["new_terms"]?["history_window_start"],
            list.array?.isEmpty == true
        {
            findings.add(finding(view, at: list.range, "the rule has no history window").help(help))
        }
    }
}

import Diagnostics
import Documents
import Rules

/// New terms settings written beside the table that replaces them.
enum NewTermsTwice: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-twice", category: .metadata, severity: .warning,
        summary: "`new_terms_fields` or `history_window_start` beside `[rule.new_terms]`",
        rationale: """
            A new terms rule has its fields and its history window either in the table `new_terms` or in the keys \
            `new_terms_fields` and `history_window_start`. With both, only the table is used when the rule is built: the \
            other keys have no effect.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"
                    «new_terms_fields» = ["host.name"]

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """),
            Example(
                bad: """
                    type = "new_terms"
                    «history_window_start» = "now-14d"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"
                    new_terms_fields = ["user.id"]
                    history_window_start = "now-7d"
                    """),
            Example(
                bad: """
                    type = "new_terms"
                    «new_terms_fields» = ["user.id", "host.id"]

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id", "host.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.id", "host.id"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let table = view.rule.entry("new_terms"),
            table.value.table != nil
        else { return }
        for key in ["new_terms_fields", "history_window_start"] {
            guard let entry = view.rule.entry(key) else { continue }
            findings.add(
                finding(
                    view, at: entry.keyRange, "`\(key)` has no effect beside `new_terms`",
                    label: "the table `new_terms` is used"
                ).help("remove it, or move its value into `new_terms`"))
        }
    }
}

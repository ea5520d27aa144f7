import Diagnostics
import Rules

/// A new-terms rule with no field or too many.
enum NewTermsFieldCount: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-field-count", category: .metadata, severity: .error,
        summary: "a new-terms rule watches no field, or more than three",
        rationale: """
            The rule reports combinations of values that were not seen before. Kibana accepts one to three fields.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["host.id", "user.id", "user.name", «"source.ip"»]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["host.id", "user.id", "source.ip"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields else {
            return
        }
        if fields.items.isEmpty {
            findings.add(
                finding(view, at: fields.range, "the rule watches no field").help("name one to three fields"))
        } else if fields.items.count > 3 {
            findings.add(
                finding(view, at: fields.items[3].range, "\(fields.items.count) fields; a new-terms rule has at most 3")
                    .help("keep those whose combination is worth an alert"))
        }
    }
}

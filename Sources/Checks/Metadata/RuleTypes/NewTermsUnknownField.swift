import Diagnostics
import Rules

/// A new-terms field that no schema has.
enum NewTermsUnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-unknown-field", category: .metadata, severity: .error,
        summary: "a new-terms rule watches a field that its indices do not have",
        rationale: """
            A value that is never there is never new: the rule stays silent. Looked up are ECS, the tables of the rule's index \
            patterns and those of its integrations.
            """,
        examples: [
            Example(
                bad: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = [«"user.naem"»]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """,
                good: """
                    type = "new_terms"

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = ["user.name"]

                    [[rule.new_terms.history_window_start]]
                    field = "history_window_start"
                    value = "now-7d"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields else {
            return
        }
        reportUnknown(fields.items.map { NamedField($0) }, view, &findings)
    }
}

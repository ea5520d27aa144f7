import Diagnostics
import Rules

/// An unknown field of a new terms rule.
enum NewTermsUnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-unknown-field", category: .metadata, severity: .error,
        summary: "new terms rule names a field that its indices do not have",
        rationale: """
            A field that no event has never gets a new value, so the rule creates no alert. Fields are looked up in \
            ECS, in the fields of the rule's index patterns and in those of its integrations.
            """,
        examples: [
            Example(
                in: """
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = [«»]
                    """, bad: ["\"user.naem\"", "\"user.name\", «\"source.ipp\"»"],
                good: ["\"user.name\"", "\"user.name\", \"source.ip\"", "\"azure.activitylogs.operation_name\""],
                on: .newTerms),
            // Where the index patterns leave open which fields there are, only typos are reported.
            Example(
                in: """
                    index = ["vault-audit-*"]
                    query = "event.outcome:success"

                    [metadata]
                    integration = []

                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = [«»]
                    """, bad: "\"user.naem\"", good: "\"vault.client\"", on: .newTerms),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields else {
            return
        }
        reportUnknown(fields.items.map { NamedField($0) }, view, &findings)
    }
}

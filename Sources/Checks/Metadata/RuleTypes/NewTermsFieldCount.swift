import Diagnostics
import Rules

/// A new terms rule with no field or too many.
enum NewTermsFieldCount: RuleCheck {
    static let info = CheckInfo(
        id: "new-terms-field-count", category: .metadata, severity: .error,
        summary: "new terms rule has no field, or more than three",
        rationale: """
            The rule reports combinations of values that did not appear before. Kibana accepts one to three fields.
            """,
        examples: [
            Example(
                in: """
                    [rule.new_terms]
                    field = "new_terms_fields"
                    value = «»
                    """,
                bad: [
                    "[\"host.id\", \"user.id\", \"user.name\", «\"source.ip\"»]", "[]",
                    "[\"host.id\", \"user.id\", \"user.name\", «\"source.ip\"», \"event.action\"]",
                ], good: ["[\"host.id\", \"user.id\", \"source.ip\"]", "[\"host.id\"]"], on: .newTerms)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardEmptyParts(view, &findings)
        guard view.rule.elastic.type?.value == .newTerms, let fields = view.rule.elastic.newTerms?.fields,
            fields.items.count > 3
        else { return }
        findings.add(
            finding(view, at: fields.items[3].range, "\(fields.items.count) fields; a new terms rule has at most 3")
                .help("keep the fields whose new combinations are worth an alert"))
    }
}

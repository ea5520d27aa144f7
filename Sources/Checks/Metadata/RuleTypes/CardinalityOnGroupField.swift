import Diagnostics
import Rules

/// A cardinality that counts a field the events are grouped by.
enum CardinalityOnGroupField: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-cardinality-on-group-field", category: .metadata, severity: .error,
        summary: "a threshold counts the values of a field that it groups by",
        rationale: """
            Inside a group the field has one value, so its cardinality is always one. Kibana refuses such a rule.
            """,
        examples: [
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = «"user.name"»
                    value = 3
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = "source.ip"
                    value = 3
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let threshold = view.rule.elastic.threshold else { return }
        for (place, entry) in threshold.cardinality.enumerated() {
            guard let field = entry.field,
                let group = threshold.fields?.items.first(where: { $0.value.utf8.elementsEqual(field.text.utf8) })
            else { continue }
            // Kibana looks at the first entry, and runs only that one.
            findings.add(
                finding(
                    view, at: field.range, "`\(field.text.prefix(80))` has one value in each group",
                    severity: place > 0 ? .warning : nil
                )
                .label(view.location(group.range), "grouped by it here")
                .help("count another field, or remove the entry"))
        }
    }
}

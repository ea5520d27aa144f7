import Diagnostics
import Rules

/// A threshold that counts the values of one of its group fields.
enum CardinalityOnGroupField: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-cardinality-on-group-field", category: .metadata, severity: .error,
        summary: "threshold counts the values of a field that it groups by",
        rationale: """
            All events of a group have the same value in this field, so its cardinality is always 1. Kibana refuses \
            such a rule.
            """,
        examples: [
            Example(
                in: """
                    [rule.threshold]
                    field = ["user.name", "source.ip"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = «»
                    value = 3
                    """, bad: ["\"user.name\"", "\"source.ip\""], good: ["\"event.action\"", "\"user.id\""],
                on: .threshold),
            // Only the first entry is used.
            Example(
                bad: """
                    [rule.threshold]
                    field = ["user.name"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = "source.ip"
                    value = 3

                    [[rule.threshold.cardinality]]
                    field = «"user.name"»
                    value = 3
                    """, replacing: "\"event.action\"", on: .threshold),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let threshold = view.rule.elastic.threshold else { return }
        for (place, entry) in threshold.cardinality.enumerated() {
            guard let field = entry.field,
                let group = threshold.fields?.items.first(where: { $0.value.utf8.elementsEqual(field.text.utf8) })
            else { continue }
            // Kibana validates and uses only the first entry.
            findings.add(
                finding(
                    view, at: field.range, "`\(field.text.prefix(80))` has one value in each group",
                    severity: place > 0 ? .warning : nil
                )
                .label(view.location(group.range), "the rule groups by it here")
                .help("count another field, or remove the entry"))
        }
    }
}

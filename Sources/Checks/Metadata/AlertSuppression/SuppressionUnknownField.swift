import Diagnostics
import Queries
import Rules

/// Alert suppression by a field that no schema has.
enum SuppressionUnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-unknown-field", category: .metadata, severity: .error,
        summary: "alerts are suppressed by a field that the indices do not have",
        rationale: """
            Events without the field are treated by `missing_fields_strategy`, so with a misspelled field either all alerts become one \
            or none is suppressed. Looked up are ECS, the tables of the rule's index patterns and those of its integrations.
            """,
        examples: [
            Example(
                bad: """
                    [rule.alert_suppression]
                    group_by = [«"user.naem"»]
                    missing_fields_strategy = "suppress"
                    """,
                good: """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let suppression = view.rule.elastic.alertSuppression, let type = view.rule.elastic.type?.value,
            type != .machineLearning
        else { return }
        // A threshold rule suppresses by the fields that it groups by.
        let group = type == .threshold ? view.rule.elastic.threshold?.fields : suppression.groupBy
        var items = group?.items ?? []
        if let esql = view.esql {
            let computed = Set(esql.text.computedColumns.map(\.name))
            items.removeAll { $0.value.hasPrefix("Esql") || computed.contains($0.value) }
        }
        reportUnknown(items.map { NamedField($0) }, view, &findings)
    }
}

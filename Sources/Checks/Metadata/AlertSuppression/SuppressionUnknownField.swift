import Diagnostics
import Queries
import Rules

/// Alert suppression by an unknown field.
enum SuppressionUnknownField: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-unknown-field", category: .metadata, severity: .error,
        summary: "alert suppression by a field that the indices do not have",
        rationale: """
            `missing_fields_strategy` decides what happens to events without the field, so a misspelled field puts \
            all alerts into one, or suppresses none. Fields are looked up in ECS, in the fields of the rule's index \
            patterns and in those of its integrations.
            """,
        examples: [
            Example(
                in: """
                    [rule.alert_suppression]
                    group_by = [«»]
                    missing_fields_strategy = "suppress"
                    """, bad: ["\"user.naem\"", "\"user.name\", «\"source.ipp\"»"],
                good: ["\"user.name\"", "\"azure.activitylogs.operation_name\", \"source.ip\""]),
            // A threshold rule suppresses by the fields that it groups by.
            Example(
                in: """
                    [rule.threshold]
                    field = [«»]

                    [rule.alert_suppression]
                    duration = { value = 5, unit = "h" }
                    """, bad: "\"user.naem\"", good: "\"user.name\"", on: .threshold),
            Example(
                in: """
                    query = '''
                    from logs-azure.activitylogs-*
                    | eval vault = to_lower(azure.resource.name)
                    | stats Esql.changes = count(*) by vault, user.name
                    | keep vault, user.name, Esql.changes
                    '''

                    [rule.alert_suppression]
                    group_by = [«»]
                    missing_fields_strategy = "suppress"
                    """, bad: "\"vault\", «\"user.naem\"»", good: "\"vault\", \"user.name\"", on: .esql),
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
        let unknown = NamedFields.unknown(items.map { NamedField($0) }, view)
        report(unknown, view, label: "alerts are suppressed by it", &findings)
    }
}

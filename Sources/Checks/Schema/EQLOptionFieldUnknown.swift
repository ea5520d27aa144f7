import Diagnostics
import Queries
import Rules
import Schemas

/// A setting of an EQL rule that names a field which no schema has.
enum EQLOptionFieldUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "eql-option-field-unknown", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`timestamp_field`, `event_category_override` or `tiebreaker_field` names an unknown field",
        rationale: """
            These settings say which fields hold the time, the category and the order of events. If the indices lack the \
            field, Elasticsearch refuses the query or finds nothing. Elastic's repository accepts fields of ECS only.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    event_category_override = «"event.tpye"»
                    query = '"change" where event.dataset == "azure.activitylogs"'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    event_category_override = "event.type"
                    query = '"change" where event.dataset == "azure.activitylogs"'
                    """)
        ],
        severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .eql else { return }
        let options = [
            view.rule.elastic.eventCategoryOverride, view.rule.elastic.timestampField,
            view.rule.elastic.tiebreakerField,
        ].compactMap { $0 }
        guard !options.isEmpty else { return }
        let ecs = view.context.catalog.scope(FieldSelection(stack: view.stack))
        for option in options where ecs.types(of: option.text).isEmpty {
            // Elsewhere an index may have fields of its own.
            if view.context.profile != .elastic, let fields = view.query?.fields,
                !fields.isClosed || !fields.types(of: option.text).isEmpty
            {
                continue
            }
            var result = finding(view, at: option.range, "`\(option.text)` is not an ECS field")
            let advice = FieldAdvice(option.text, in: ecs, view.context.catalog)
            if let name = advice.correction {
                result = result.fix(option.replacing(with: name).map { Fix("write `\(name)`", .unsafe, $0) })
            }
            findings.add(advice.advising(result))
        }
    }
}

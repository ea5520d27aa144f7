import Diagnostics
import Queries
import Rules
import Schemas

/// A setting of an EQL rule that names an unknown field.
enum EQLOptionFieldUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "eql-option-field-unknown", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`timestamp_field`, `event_category_override` or `tiebreaker_field` is unknown",
        rationale: """
            These settings name the fields that hold the time, the category and the order of events. If the indices lack \
            the field, Elasticsearch rejects the query or finds nothing. Elastic's repository accepts ECS fields only.
            """,
        examples: [
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*"]
                    query = '"change" where event.dataset == "azure.activitylogs"'
                    event_category_override = «»
                    """,
                bad: "\"event.tpye\"", good: ["\"event.type\"", "\"azure.activitylogs.category\""], on: .eql),
            Example(
                in: """
                    index = ["logs-azure.activitylogs-*"]
                    query = 'any where event.dataset == "azure.activitylogs"'
                    «»
                    """,
                bad: [
                    "timestamp_field = «\"event.ingestd\"»", "tiebreaker_field = «\"event.sequnce\"»",
                    "tiebreaker_field = «\"log.position\"»",
                ],
                good: [
                    "timestamp_field = \"event.ingested\"", "tiebreaker_field = \"event.sequence\"",
                    "tiebreaker_field = \"azure.activitylogs.category\"",
                ], on: .eql),
            // Another index may have fields of its own.
            Example(
                good: """
                    index = ["vault-audit-*"]
                    query = 'any where vault.action == "purge"'
                    timestamp_field = "vault.time"
                    """,
                on: .eql),
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

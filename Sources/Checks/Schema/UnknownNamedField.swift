import Diagnostics
import Rules
import Schemas
import SourceText

/// A field that a rule names beside its query and that its indices do not have.
enum UnknownNamedField: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-named-field", category: .schema, severity: .warning,
        summary: "the rule names a field outside of its query that none of its indices has",
        rationale: """
            Fields stand in many places of a rule: what a threshold groups by, what is shown to the analyst first, what \
            overrides the name, the severity or the risk score. A name that no event has does nothing there, and nobody \
            is told. New terms and alert suppression have checks of their own.
            """,
        examples: [
            Example(
                bad: """
                    [rule.investigation_fields]
                    field_names = ["event.action", «"user.naem"»]
                    """,
                good: """
                    [rule.investigation_fields]
                    field_names = ["event.action", "user.name"]
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in NamedFields.unknown(named(view.rule), view) where !findings.isFull && isSure(item.value, view) {
            findings.add(
                finding(
                    view, at: item.range, "unknown field `\(item.value.prefix(80))`",
                    label: "in none of the rule's indices"
                )
                .help("look for the field with `tenet fields NAME`"))
        }
    }

    /// Where a package's table is not here, only a slip in a name that is known can be told from a field of the package.
    private static func isSure(_ name: String, _ view: RuleView) -> Bool {
        if let fields = view.query?.fields, !fields.hasStandIns { return true }
        let near = view.context.catalog.scope(FieldSelection(stack: view.stack)).suggestions(for: name)
        return near.contains { NearestName.distance(Array(name.utf8), Array($0.utf8)) <= 2 }
    }

    private static func named(_ rule: Rule) -> [Spanned<String>] {
        var items = rule.investigationFields?.items ?? []
        let texts =
            [rule.ruleNameOverride, rule.timestampOverride, rule.timestampField, rule.tiebreakerField]
            + rule.severityMapping.map(\.field) + rule.riskScoreMapping.map(\.field)
        for case let text? in texts { items.append(Spanned(text.text, range: text.range, keyRange: text.keyRange)) }
        if rule.type?.value == .threshold {
            items += rule.threshold?.fields?.items ?? []
            for case let text? in rule.threshold?.cardinality.map(\.field) ?? [] {
                items.append(Spanned(text.text, range: text.range, keyRange: text.keyRange))
            }
        }
        // Fields of the alert itself are in no index pattern; ES|QL names columns of its own.
        return items.filter { !$0.value.hasPrefix("kibana.alert.") && !$0.value.hasPrefix("Esql") }
    }
}

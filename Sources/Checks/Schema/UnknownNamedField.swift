import Diagnostics
import Rules
import Schemas
import SourceText

/// A field that a rule names beside its query and that its indices do not have.
enum UnknownNamedField: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-named-field", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "rule names a field outside of its query that none of its indices has",
        rationale: """
            A rule names fields in many places: what a threshold groups by, what an indicator is matched with, what is \
            shown to the analyst first, what overrides the name, the severity or the risk score. A name that no event has \
            has no effect there, and no error is shown. New terms and alert suppression have checks of their own.
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
                    """),
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = [«"source.ipp"»]
                    value = 5
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["source.ip"]
                    value = 5
                    """),
            Example(
                in: "[rule.threshold]\nfield = [\"source.ipp\"]\nvalue = 5\n«»",
                good: "\n[rule.alert_suppression]\nduration = { value = 5, unit = \"h\" }", on: .threshold,
                besides: "suppression-unknown-field"),
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = «"file.hash.sha265"»
                    type = "mapping"
                    value = "threat.indicator.file.hash.sha256"
                    """,
                good: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "file.hash.sha256"
                    type = "mapping"
                    value = "threat.indicator.file.hash.sha256"
                    """),
            Example(
                in: """
                    index = ["winlogbeat-*"]
                    query = "event.code:4625"

                    [rule.investigation_fields]
                    field_names = ["event.action", «»]
                    """, bad: "\"user.favorite_color\"", good: "\"user.name\""),
            // The table of the package is that of another version: only what resembles a known name is reported.
            Example(
                in: """
                    [rule.investigation_fields]
                    field_names = ["event.action", «»]
                    """, bad: "\"user.naems\"", good: "\"user.favorite_color\""),
            Example(
                in: """
                    threat_index = ["filebeat-*"]

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "file.hash.sha256"
                    type = "mapping"
                    value = «»
                    """,
                bad: "\"threat.indicator.file.hash.sha265\"", good: "\"threat.indicator.file.hash.sha256\"",
                on: .threatMatch),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let label = "in none of the rule's indices"
        let unknown = NamedFields.unknown(named(view.rule), view).filter { isSure($0.field.name, view) || !$0.isSure }
        report(unknown, view, label: label, &findings)
        // The right side of a threat mapping is a field of the indicators, which have indices of their own.
        let values = view.rule.elastic.threatMatch.mapping.flatMap(\.entries).compactMap(\.value).map { NamedField($0) }
        guard !values.isEmpty, view.rule.elastic.type?.value == .threatMatch else { return }
        var selection = FieldSelection(stack: view.stack)
        selection.indexPatterns = view.rule.elastic.threatMatch.index?.values ?? []
        let indicators = view.context.catalog.scope(selection)
        report(
            NamedFields.unknown(values, in: indicators, view), view, label: "in none of the indicators' indices",
            &findings)
    }

    /// Where a package's table is not here, only a typo in a name that is known can be distinguished from a field of the
    /// package.
    private static func isSure(_ name: String, _ view: RuleView) -> Bool {
        if let fields = view.query?.fields, !fields.hasStandIns { return true }
        let near = view.context.catalog.scope(FieldSelection(stack: view.stack)).suggestions(for: name)
        return near.contains { NearestName.distance(Array(name.utf8), Array($0.utf8)) <= 2 }
    }

    private static func named(_ rule: Rule) -> [NamedField] {
        let texts =
            [
                rule.elastic.ruleNameOverride, rule.elastic.timestampOverride,
            ]
            + rule.elastic.severityMapping.map(\.field) + rule.elastic.riskScoreMapping.map(\.field)
        var items = (rule.elastic.investigationFields?.items ?? []).map { NamedField($0) }
        items += texts.compactMap { $0 }.map { NamedField($0) }
        if rule.elastic.type?.value == .threshold {
            // Where alerts are suppressed by them, `suppression-unknown-field` reports them.
            if rule.elastic.alertSuppression == nil {
                items += (rule.elastic.threshold?.fields?.items ?? []).map { NamedField($0) }
            }
            items += (rule.elastic.threshold?.cardinality ?? []).compactMap(\.field).map { NamedField($0) }
        }
        if rule.elastic.type?.value == .threatMatch {
            items += rule.elastic.threatMatch.mapping.flatMap(\.entries).compactMap(\.field).map { NamedField($0) }
        }
        // Fields of the alert itself are in no index pattern; ES|QL names columns of its own.
        return items.filter { !$0.name.hasPrefix("kibana.alert.") && !$0.name.hasPrefix("Esql") }
    }
}

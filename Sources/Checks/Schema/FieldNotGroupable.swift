import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that events cannot be grouped by.
enum FieldNotGroupable: RuleCheck {
    static let info = CheckInfo(
        id: "field-not-groupable", category: .schema, severity: .error,
        summary: "field to group by has a type that Elasticsearch cannot group by",
        rationale: """
            For threshold and new terms rules, and for alert suppression of query rules, Elasticsearch groups events by the \
            values of a field. It can do so for keywords, numbers, dates, IP addresses and booleans; for analyzed text, \
            objects and shapes it rejects the search, and the rule fails at every run. A text field often has a keyword \
            field of the same content.
            """,
        examples: [
            Example(
                in: """
                    [rule.threshold]
                    field = [«»]
                    value = 5
                    """,
                bad: ["\"process.name.text\"", "\"message\"", "\"dns.answers\"", "\"source.geo.location\""],
                good: [
                    "\"process.name\"", "\"source.ip\"", "\"source.port\"", "\"host.risk.static_score\"",
                    "\"event.created\"", "\"process.entry_leader.interactive\"", "\"file.elf.go_imports\"",
                ], on: .threshold),
            Example(
                in: """
                    [rule.threshold]
                    field = ["source.ip"]
                    value = 5

                    [[rule.threshold.cardinality]]
                    field = «»
                    value = 3
                    """,
                bad: "\"observer.geo.location\"", good: "\"observer.name\"", on: .threshold),
            Example(
                in: "[rule.new_terms]\nvalue = [«»]", bad: "\"error.message\"", good: "\"error.code\"", on: .newTerms),
            Example(
                in: """
                    [rule.alert_suppression]
                    group_by = [«»]
                    missing_fields_strategy = "suppress"
                    """,
                bad: "\"process.parent.name.text\"", good: "\"process.parent.name\""),
            // Alert suppression of EQL rules compares values in Kibana.
            Example(
                good: """
                    [rule.alert_suppression]
                    group_by = ["process.parent.name.text"]
                    missing_fields_strategy = "suppress"
                    """,
                on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields else { return }
        for item in grouped(view.rule) where !item.value.isEmpty && !findings.isFull {
            let types = fields.types(of: item.value)
            guard !types.isEmpty, types.allSatisfy({ !isGroupable($0) }) else { continue }
            let result = finding(
                view, at: item.range, "events cannot be grouped by `\(item.value)`",
                label: "it is `\(types[0].rawValue)`")
            let parent = parent(of: item.value).flatMap { fields.types(of: $0).contains(where: isGroupable) ? $0 : nil }
            findings.add(
                result.help(
                    parent.map { "group by `\($0)`, which holds the same values" }
                        ?? "group by a keyword, a number, a date, an IP address or a boolean"))
        }
    }

    /// What Elasticsearch groups by: not what is compared in memory by rules of other types.
    private static func grouped(_ rule: Rule) -> [Spanned<String>] {
        var items: [Spanned<String>] = []
        switch rule.elastic.type?.value {
        case .threshold:
            items += rule.elastic.threshold?.fields?.items ?? []
            for entry in rule.elastic.threshold?.cardinality ?? [] {
                if let field = entry.field {
                    items.append(Spanned(field.text, range: field.range, keyRange: field.keyRange))
                }
            }
        case .newTerms: items += rule.elastic.newTerms?.fields?.items ?? []
        case .query, .savedQuery: items += rule.elastic.alertSuppression?.groupBy?.items ?? []
        case .eql, .esql, .threatMatch, .machineLearning, nil: break
        }
        return items
    }

    private static func isGroupable(_ type: FieldType) -> Bool {
        switch type.family {
        case .text, .object, .range: false
        case .keyword, .ip, .integer, .float, .date, .boolean, .flattened: true
        case .other: ![.geoPoint, .geoShape, .denseVector, .binary, .histogram].contains(type)
        }
    }

    private static func parent(of field: String) -> String? {
        field.lastIndex(of: ".").map { String(field[..<$0]) }
    }
}

import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A field that events cannot be grouped by.
enum FieldNotGroupable: RuleCheck {
    static let info = CheckInfo(
        id: "field-not-groupable", category: .schema, severity: .error,
        summary: "a rule groups by a field of a type that Elasticsearch cannot group by",
        rationale: """
            Threshold and new-terms rules, and alert suppression of query rules, let Elasticsearch collect the values of a \
            field. It does so for keywords, numbers, dates, addresses and booleans; for analyzed text, objects and shapes \
            it refuses the search, and the rule fails at every run. A text field often has a keyword beside it.
            """,
        examples: [
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = [«"process.name.text"»]
                    value = 5
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["process.name"]
                    value = 5
                    """)
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
                        ?? "group by a keyword, a number, a date, an address or a boolean"))
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

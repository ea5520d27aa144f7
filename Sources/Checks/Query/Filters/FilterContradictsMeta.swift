import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A filter whose `meta` says something else than its query does.
enum FilterContradictsMeta: RuleCheck {
    static let info = CheckInfo(
        id: "filter-contradicts-meta", category: .query, severity: .warning,
        summary: "a filter's `meta` shows another field or value than its query tests",
        rationale: """
            Kibana runs the `query` of a filter and shows its `meta`. Where the two differ, the filter bar shows something \
            that is not true, and the next edit there replaces the query by what `meta` says.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "phrase"
                    key = «"event.action"»
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """,
                good: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "phrase"
                    key = "event.outcome"
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for filter in view.rule.allFilters where !findings.isFull {
            guard let meta = filter.meta, let type = meta.type, let query = filter.query, query.issues.isEmpty,
                let asked = AskedByFilter(query.root)
            else { continue }
            guard asked.types.contains(type.text) else {
                // Types that say nothing of the query's form.
                guard AskedByFilter.knownTypes.contains(type.text) else { continue }
                findings.add(
                    told(view, type.range, "`type` is `\(type.text)`, but the query is a `\(asked.clause)`", asked))
                continue
            }
            if let key = meta.key, key.text != asked.field.text {
                findings.add(
                    told(view, key.range, "`key` is `\(key.text)`, but the query tests `\(asked.field.text)`", asked))
            } else if let params = meta.params, let shown = shown(params.value), shown != asked.values {
                findings.add(told(view, params.value.range, "`params` has other values than the query", asked))
            }
        }
    }

    private static func told(
        _ view: RuleView, _ range: ByteRange, _ message: String, _ asked: AskedByFilter
    ) -> Diagnostic {
        finding(view, at: range, message).label(view.location(asked.range), "this is what runs")
            .help("make `meta` say what the query does")
    }

    /// The values of `params`: a text, a list of them, the `query` of a phrase, or the bounds of a range.
    private static func shown(_ params: Node) -> Set<String>? {
        if let items = params.array { return Set(items.compactMap(text)) }
        guard let table = params.table else { return text(params).map { [$0] } }
        if let query = table["query"] { return text(query.value).map { [$0] } }
        let bounds = table.entries.filter { ["gt", "gte", "lt", "lte"].contains($0.key) }
        return bounds.isEmpty ? nil : Set(bounds.compactMap { text($0.value) })
    }

    private static func text(_ node: Node) -> String? {
        switch node.value {
        case .string(let scalar): scalar.text
        case .integer(let number): String(number)
        case .float(let number): node.spelling?.style == .json ? node.spelling?.text : String(number)
        case .boolean(let flag): String(flag)
        case .date, .null, .array, .table, .invalid: nil
        }
    }
}

/// What the query of a filter asks, as far as the filter bar can show it: one field and its values.
private struct AskedByFilter {
    var clause: String
    /// The types of filter that the clause can belong to.
    var types: [String]
    var field: DSLName
    var values: Set<String>
    var range: ByteRange

    static let knownTypes = ["phrase", "phrases", "range", "exists"]

    init?(_ root: DSLNode) {
        switch root {
        case .test(let test): self.init(test)
        case .nested(_, let inner, _): self.init(inner)
        case .bool(let bool):
            // `phrases` is an alternative of phrases on one field.
            guard bool.must.isEmpty, bool.filter.isEmpty, bool.mustNot.isEmpty, !bool.should.isEmpty else { return nil }
            let parts = bool.should.compactMap { AskedByFilter($0) }
            guard let first = parts.first, parts.count == bool.should.count,
                parts.allSatisfy({ $0.types.contains("phrase") && $0.field.text == first.field.text })
            else { return nil }
            self = first
            clause = "bool"
            types = ["phrases"]
            values = parts.reduce(into: []) { $0.formUnion($1.values) }
            range = bool.range
        case .any, .fields, .queryString, .constant, .unread: return nil
        }
    }

    private init?(_ test: DSLTest) {
        clause = test.clause
        field = test.field
        range = test.range
        switch test.question {
        case .term(let terms, _):
            types = test.clause == "terms" ? ["phrases"] : ["phrase"]
            values = Set(terms.map(\.text))
        case .match(let value, _, _), .phrase(let value, _): (types, values) = (["phrase"], [value.text])
        case .range(let low, let high):
            types = ["range"]
            values = Set([low, high].compactMap { $0?.value.text })
        case .exists: (types, values) = (["exists"], [])
        case .wildcard, .prefix, .regexp, .fuzzy: return nil
        }
    }
}

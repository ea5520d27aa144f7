import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A filter whose `meta` contradicts its query.
enum FilterContradictsMeta: RuleCheck {
    static let info = CheckInfo(
        id: "filter-contradicts-meta", category: .query, severity: .warning,
        summary: "`meta` of a filter shows another field or value than its query tests",
        rationale: """
            Kibana runs the `query` of a filter and shows its `meta`. Where the two differ, the filter bar shows another \
            condition than the one that runs, and the next edit there replaces the query by what `meta` says.
            """,
        examples: [
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = "phrase"
                    key = «»
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """,
                bad: "\"event.action\"",
                good: [
                    "\"event.outcome\"", "\"event.outcome\"\nparams = { query = \"success\", type = \"phrase\" }",
                    "\"event.outcome\"\nparams = \"success\"",
                ]),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = «»
                    key = "event.outcome"
                    [rule.filters.query.match_phrase]
                    "event.outcome" = "success"
                    """,
                bad: ["\"phrases\"", "\"exists\""],
                // A type that says nothing about the clause.
                good: ["\"phrase\"", "\"custom\""]),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = "phrases"
                    key = "event.outcome"
                    params = «»
                    [rule.filters.query.bool]
                    minimum_should_match = 1
                    should = [
                      { match_phrase = { "event.outcome" = "failure" } },
                      { match_phrase = { "event.outcome" = "unknown" } },
                    ]
                    """,
                bad: ["[\"failure\"]", "[\"failure\", \"unknown\", \"success\"]"], good: "[\"failure\", \"unknown\"]"),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = "phrases"
                    key = "event.outcome"
                    params = ["failure"]
                    [rule.filters.query.bool]
                    «»
                    """,
                // More than the filter bar can show.
                good: [
                    "must_not = [{ match_phrase = { \"event.action\" = \"vault\" } }]",
                    "should = [{ match_phrase = { \"event.action\" = \"vault\" } }, { exists = { field = \"event.action\" } }]",
                    """
                    should = [{ match_phrase = { "event.action" = "vault" } }, { match_phrase = { "event.outcome" = "failure" } }]
                    """,
                    """
                    must = [{ exists = { field = "event.action" } }]
                    should = [{ match_phrase = { "event.action" = "vault" } }, { match_phrase = { "event.action" = "key" } }]
                    """,
                ]),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = "range"
                    key = "source.port"
                    params = { gte = 1, lt = «» }
                    [rule.filters.query.range."source.port"]
                    gte = 1
                    lt = 1024
                    """, good: "1024"),
            Example(
                bad: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    negate = false
                    disabled = false
                    type = "phrases"
                    key = "source.port"
                    params = «[443, 8443]»
                    [rule.filters.query.terms]
                    "source.port" = [443, 80]
                    """, replacing: "[443, 80]"),
            Example(
                in: """
                    "filters": [{
                      "meta": {"negate": false, "disabled": false, "type": "phrase", "key": "event.risk_score",
                        "params": «»},
                      "query": {"match_phrase": {"event.risk_score": 0.50}}
                    }]
                    """, bad: "{\"query\": 0.75}", good: "{\"query\": 0.50}", on: .kibana),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for filter in view.rule.allFilters where !findings.isFull {
            guard let meta = filter.meta, let type = meta.type, let query = filter.query, query.issues.isEmpty,
                let test = FilterBarTest(query.root)
            else { continue }
            guard test.types.contains(type.text) else {
                // Other types say nothing about the clause.
                guard FilterBarTest.knownTypes.contains(type.text) else { continue }
                findings.add(
                    finding(view, type.range, "`type` is `\(type.text)`, but the query is a `\(test.clause)`", test))
                continue
            }
            if let key = meta.key, key.text != test.field.text {
                findings.add(
                    finding(view, key.range, "`key` is `\(key.text)`, but the query tests `\(test.field.text)`", test))
            } else if let params = meta.params, let shown = shown(params.value), shown != test.values {
                findings.add(finding(view, params.value.range, "`params` has other values than the query", test))
            }
        }
    }

    private static func finding(
        _ view: RuleView, _ range: ByteRange, _ message: String, _ test: FilterBarTest
    ) -> Diagnostic {
        finding(view, at: range, message).label(view.location(test.range), "this is what runs")
            .help("change `meta` to what the query does")
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

/// What the query of a filter tests, as far as the filter bar can show it: one field and its values.
private struct FilterBarTest {
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
            let parts = bool.should.compactMap { FilterBarTest($0) }
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

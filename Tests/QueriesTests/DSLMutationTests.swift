import Diagnostics
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct DSLMutationTests {
    private static let fields = FieldMapping([
        "k": "keyword", "t": "text", "n": "long", "o": "nested", "o.k": "keyword",
    ])

    private static let seeds = [
        #"{"bool":{"must":[{"term":{"k":{"value":"x","case_insensitive":true}}}],"should":[{"match":{"t":{"query":"a b","#
            + #""fuzziness":"AUTO:2,5","operator":"and"}}},{"range":{"n":{"gte":1,"lt":"5"}}}],"minimum_should_match":"2<75%"}}"#,
        #"{"query_string":{"query":"a\u0041 AND (k:b* OR /x[^a-z]{2,4}/) \"p q\"~2","fields":["t^2","k*"]}}"#,
        #"{"nested":{"path":"o","query":{"bool":{"must_not":{"terms":{"o.k":["x",1,true]}}}}}}"#,
        #"{"dis_max":{"queries":[{"regexp":{"k":{"value":"a.*~b","flags":"ALL"}}},{"fuzzy":{"k":"abc"}},{"ids":{"values":[1]}}]}}"#,
        #"{"multi_match":{"query":"x","fields":["*"],"type":"phrase","slop":1}}"#,
    ]

    /// Bytes changed, taken out, doubled and moved: each text is answered, with places inside it.
    @Test func answersMutatedQueries() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<8_000 {
            var bytes = Array(Self.seeds[Int.random(in: 0..<Self.seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 32...126, using: &random)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + 12))
                }
            }
            check(String(decoding: bytes, as: UTF8.self))
        }
    }

    /// Trees of the language's own words in places where they do not belong.
    @Test func answersTreesOfAnyShape() {
        var random = SeededGenerator(seed: 6)
        var read = 0
        for _ in 0..<8_000 where check(Self.tree(&random, depth: 6).text) { read += 1 }
        #expect(read > 40, "\(read)")
    }

    @discardableResult
    private func check(_ text: String) -> Bool {
        let query = QueryDSL.parse(text)
        let lowered = QueryDSL.lower(query, fields: Self.fields)
        _ = QueryDSL.facts(query)
        let end = text.utf8.count
        for issue in query.issues + lowered.issues where issue.range.end > end || issue.offset > end {
            Issue.record("\(text): \(issue)")
        }
        for span in lowered.expr.spans where span.end > end { Issue.record("\(text): \(span)") }
        return query.issues.isEmpty
    }

    private static let names = [
        "bool", "must", "filter", "should", "must_not", "minimum_should_match", "term", "terms", "match",
        "match_phrase",
        "range", "gte", "lt", "exists", "field", "wildcard", "value", "prefix", "regexp", "fuzzy", "fuzziness", "ids",
        "values", "nested", "path", "query", "query_string", "fields", "multi_match", "constant_score", "match_all",
        "k",
        "t", "n", "o.k", "script", "operator", "case_insensitive",
    ]

    private static func tree(_ random: inout SeededGenerator, depth: Int) -> JSONValue {
        let texts = ["x", "a b*", "75%", "AUTO", "and", "k", "k:(a OR", "", "2<-3"]
        switch Int.random(in: 0..<(depth > 0 ? 10 : 4), using: &random) {
        case 0: return .string(texts.randomElement(using: &random) ?? "")
        case 1: return .integer(Int64.random(in: -3...300, using: &random))
        case 2: return .bool(Bool.random(using: &random))
        case 3: return Bool.random(using: &random) ? .null : .double(.random(in: -3...3, using: &random))
        case 4: return .array((0..<Int.random(in: 0...3, using: &random)).map { _ in tree(&random, depth: depth - 1) })
        default:
            let count = [0, 1, 1, 1, 1, 2, 3].randomElement(using: &random) ?? 1
            return .object(
                (0..<count).map { _ in
                    JSONValue.Member(names.randomElement(using: &random) ?? "k", tree(&random, depth: depth - 1))
                })
        }
    }
}

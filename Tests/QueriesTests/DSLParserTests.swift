import Diagnostics
import Documents
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct DSLParserTests {
    private static let fields = FieldMapping([
        "k": "keyword", "t": "text", "n": "long", "ip": "ip", "d": "date", "b": "boolean", "o": "nested",
        "o.k": "keyword", "both": "keyword|text",
    ])

    private func expr(_ text: String, closed: Bool = true) -> (tree: String, issues: [Diagnostic]) {
        let query = QueryDSL.parse(text)
        let lowered = closed ? QueryDSL.lower(query, fields: Self.fields) : QueryDSL.lower(query, fields: NoFields())
        return (shape(lowered.expr, lowered.expr.root), query.issues + lowered.issues)
    }

    /// A short form of an expression, for comparisons.
    private func shape(_ expr: Expr, _ id: ExprID) -> String {
        let list = { (ids: [ExprID]) in ids.map { shape(expr, $0) }.joined(separator: " ") }
        return switch expr[id] {
        case .constant(let value): "\(value)"
        case .and(let ids): "(and \(list(ids)))"
        case .or(let ids): "(or \(list(ids)))"
        case .not(let id): "(not \(shape(expr, id)))"
        case .nested(let path, let id): "(\(path) \(shape(expr, id)))"
        case .test(let test): shape(test)
        case let node: "\(node)"
        }
    }

    private func shape(_ test: FieldTest) -> String {
        let field =
            switch test.field {
            case .named(let name): name
            case .matching(let pattern): pattern.display
            case .any: "any"
            }
        let fold = test.ignoresCase ? "~" : ""
        return switch test.comparison {
        case .exists: "\(field)?"
        case .equals(let literal):
            "\(field)=\(fold)\(literal.text)\(literal.kind == .phrase ? "\"" : "")"
                + (literal.kind == .allWords ? "&" : "")
        case .fits(let pattern): "\(field)*\(fold)\(pattern.display)"
        case .compares(let relation, let literal): "\(field)\(relation.rawValue)\(literal.text)"
        case .between(let low, let high):
            "\(field)\(low.relation.rawValue)\(low.literal.text)\(high.relation.rawValue)\(high.literal.text)"
        case .matches(let regex): "\(field)/\(regex.text)/"
        case .resembles(let term): "\(field)~\(term.text)\(term.edits)"
        case .near(let words, let slop): "\(field)~\(words)~\(slop)"
        }
    }

    @Test(arguments: [
        (#"{"match_all":{}}"#, "true"), (#"{"match_none":{}}"#, "false"), (#"{"bool":{}}"#, "true"),
        (#"{"term":{"k":"x"}}"#, "k=x"), (#"{"term":{"k":{"value":"x","case_insensitive":true}}}"#, "k=~x"),
        (#"{"terms":{"k":["x","y"],"boost":2}}"#, "(or k=x k=y)"), (#"{"terms":{"k":[]}}"#, "false"),
        (#"{"match":{"t":"a b"}}"#, "t=a b"), (#"{"match":{"t":{"query":"a b","operator":"AND"}}}"#, "t=a b&"),
        (#"{"match":{"t":{"query":"a b","minimum_should_match":"100%"}}}"#, "t=a b&"),
        (#"{"match":{"k":{"query":"abcd","fuzziness":"AUTO"}}}"#, "k~abcd1"),
        (#"{"match":{"t":{"query":"Abcd xyzxyz","fuzziness":"AUTO"}}}"#, "(or t~abcd1 t~xyzxyz2)"),
        (#"{"match_phrase":{"t":"a b"}}"#, "t=a b\""), (#"{"match_phrase":{"t":{"query":"a b","slop":2}}}"#, "t~a b~2"),
        (#"{"range":{"n":{"gte":1,"lt":5}}}"#, "n>=1<5"), (#"{"range":{"n":{"gt":1,"lte":null}}}"#, "n>1"),
        (#"{"range":{"n":{"from":1,"to":2,"include_upper":false}}}"#, "n>=1<2"), (#"{"range":{"n":{}}}"#, "n?"),
        (#"{"exists":{"field":"k"}}"#, "k?"), (#"{"exists":{"field":"k*"}}"#, "k?"),
        (#"{"wildcard":{"k":"a*"}}"#, "k*a*"),
        (#"{"wildcard":{"k":{"wildcard":"a?","case_insensitive":true}}}"#, "k*~a?"),
        (#"{"prefix":{"k":"a"}}"#, "k*a*"), (#"{"regexp":{"k":"a.b"}}"#, "k/a.b/"),
        (#"{"fuzzy":{"k":{"value":"abc","fuzziness":2}}}"#, "k~abc2"), (#"{"ids":{"values":["1"]}}"#, "_id=1"),
        (#"{"nested":{"path":"o","query":{"term":{"o.k":"x"}}}}"#, "(o o.k=x)"),
        (#"{"constant_score":{"filter":{"term":{"k":"x"}}}}"#, "k=x"),
        (#"{"dis_max":{"queries":[{"term":{"k":"x"}},{"term":{"k":"y"}}]}}"#, "(or k=x k=y)"),
        (#"{"boosting":{"positive":{"term":{"k":"x"}},"negative":{"term":{"k":"y"}},"negative_boost":0.5}}"#, "k=x"),
        (#"{"query_string":{"query":"a AND k:b","fields":["k^2","t"]}}"#, "(and (or k=a t=a) k=b)"),
        (#"{"query_string":{"query":"a b","default_field":"t","default_operator":"and"}}"#, "t=a b&"),
        (#"{"multi_match":{"query":"x","fields":["k","t"],"type":"phrase"}}"#, "(or k=x\" t=x\")"),
        (#"{"term":{"both":"x"}}"#, "(or both/x/ both=x)"), (#"{"term":{"t":"A-b"}}"#, #"t/A\-b/"#),
    ])
    func lowersWhatElasticsearchRuns(_ query: String, _ tree: String) {
        let result = expr(query)
        #expect(result.issues.isEmpty, "\(query): \(result.issues.map(\.message))")
        #expect(result.tree == tree, "\(query)")
    }

    @Test(arguments: [
        ("", "true"), (#""must":{"term":{"k":"1"}}"#, "k=1"),
        (#""filter":[{"term":{"k":"1"}}],"should":[{"term":{"k":"2"}}]"#, "k=1"),
        (#""should":[{"term":{"k":"1"}},{"term":{"k":"2"}}]"#, "(or k=1 k=2)"),
        (#""should":[{"term":{"k":"1"}},{"term":{"k":"2"}}],"minimum_should_match":0"#, "(or k=1 k=2)"),
        (#""must_not":{"term":{"k":"1"}}"#, "(not k=1)"),
        (#""must_not":{"term":{"k":"1"}},"adjust_pure_negative":false"#, "(and false (not k=1))"),
        (#""should":[{"term":{"k":"1"}},{"term":{"k":"2"}}],"minimum_should_match":"3""#, "false"),
        (#""should":[{"term":{"k":"1"}},{"term":{"k":"2"}}],"minimum_should_match":"-1""#, "(or k=1 k=2)"),
        (
            #""should":[{"term":{"k":"1"}},{"term":{"k":"2"}},{"term":{"k":"3"}}],"minimum_should_match":"75%""#,
            "(or (and k=1 (or k=2 k=3)) (and k=2 k=3))"
        ),
    ])
    func countsTheClausesOfABool(_ members: String, _ tree: String) {
        let result = expr("{\"bool\":{\(members)}}")
        #expect(result.issues.isEmpty, "\(members)")
        #expect(result.tree == tree, "\(members)")
    }

    @Test(arguments: [
        ("2", 4, 2), ("-1", 4, 3), ("75%", 4, 3), ("-25%", 4, 3), ("3<90%", 3, 3), ("3<90%", 10, 9),
        ("2<-25% 9<-3", 2, 2), ("2<-25% 9<-3", 8, 6), ("2<-25% 9<-3", 12, 9), ("2 < -25%", 8, 6), ("-9", 4, 0),
    ])
    func readsMinimumShouldMatch(_ text: String, _ count: Int, _ required: Int) throws {
        #expect(try #require(DSLMinimum(text)).required(of: count) == required)
    }

    @Test(arguments: ["", "x", "1.5", "5%%", "<3", "3<", "1 2"])
    func refusesOtherMinimums(_ text: String) { #expect(DSLMinimum(text) == nil) }

    @Test(arguments: [
        (#"{"trem":{"k":"x"}}"#, "trem", "did you mean `term`?"), (#"{}"#, "empty", nil), ("[]", "a list", nil),
        (#"{"term":{"k":"x"},"match":{"k":"y"}}"#, "is beside", nil),
        (#"{"term":{"k":"x","n":1}}"#, "tests one field", nil), (#"{"term":{"k":{"valeu":"x"}}}"#, "valeu", nil),
        (#"{"match":{"k":{"query":"x","operater":"and"}}}"#, "operater", "did you mean `operator`?"),
        (#"{"match":{"k":null}}"#, "null", nil), (#"{"terms":{"k":"x"}}"#, "a list of values", nil),
        (#"{"range":{"n":5}}"#, "object of bounds", nil), (#"{"range":{"n":{"min":5}}}"#, "min", nil),
        (#"{"bool":{"mustnot":{"match_all":{}}}}"#, "mustnot", "did you mean `must_not`?"),
        (#"{"bool":{"should":[],"minimum_should_match":"x"}}"#, "is not a value of `minimum_should_match`", nil),
        (#"{"regexp":{"k":"(a"}}"#, "invalid regular expression", nil),
        (#"{"query_string":{"query":"a AND"}}"#, "", nil),
        (#"{"query":{"match_all":{}}}"#, "query", "give the value of `query`"),
        (#"{"term":{"n":"x"}}"#, "whole number", nil),
        (#"{"wildcard":{"ip":"10.*"}}"#, "does not support a pattern", nil),
        (#"{"term":{"zzz":"x"}}"#, "unknown field `zzz`", nil),
        (#"{"term":{"o.k":"x"}}"#, "is in the nested field", nil),
        (#"{"nested":{"path":"k","query":{"match_all":{}}}}"#, "is not a nested field", nil),
        (#"{"term":{"k":"x""#, "not JSON", nil),
    ])
    func saysWhatIsWrong(_ query: String, _ words: String, _ help: String?) throws {
        let issues = expr(query).issues
        let issue = try #require(issues.first, "\(query)")
        #expect(issue.message.contains(words), "\(query): \(issue.message)")
        if let help { #expect(issue.help == [help], "\(query)") }
    }

    @Test(arguments: [
        (#"{"script":{"script":"true"}}"#, "script"), (#"{"geo_distance":{"g":"1km"}}"#, "geo_distance"),
        (#"{"percolate":{"field":"q"}}"#, "percolate"), (#"{"more_like_this":{"like":"x"}}"#, "more_like_this"),
        (#"{"match_phrase_prefix":{"t":"a b"}}"#, "match_phrase_prefix"),
        (#"{"terms":{"k":{"index":"i","id":"1","path":"p"}}}"#, "terms"),
        (#"{"range":{"d":{"gte":"01/02/2024","format":"dd/MM/yyyy"}}}"#, "format"),
        (#"{"range":{"d":{"gte":"2024-01-01","time_zone":"+01:00"}}}"#, "time_zone"),
        (#"{"match":{"t":{"query":"a b c","minimum_should_match":2}}}"#, "minimum_should_match"),
        (#"{"match":{"t":{"query":"a-b","fuzziness":1}}}"#, "fuzziness"),
        (#"{"function_score":{"query":{"match_all":{}},"min_score":2}}"#, "min_score"),
        (#"{"regexp":{"k":{"value":"a~b","flags":"NONE"}}}"#, "flags"),
    ])
    func namesWhatCannotBeEvaluated(_ query: String, _ name: String) throws {
        let result = expr(query)
        let issue = try #require(result.issues.first, "\(query)")
        #expect(issue.cause == .notEvaluable(name), "\(query): \(issue)")
        #expect(issue.message.contains("cannot be evaluated here"))
    }

    @Test func placesIssuesInTheText() throws {
        let text = #"{"bool":{"filter":[{"query_string":{"query":"k:\"\u0061\" AND )"}}]}}"#
        let issue = try #require(QueryDSL.parse(text).issues.first)
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[issue.range.start..<issue.range.end], as: UTF8.self) == ")", "\(issue)")
    }

    @Test func letsAllChecksSeeTheNames() {
        let query = QueryDSL.parse(
            #"{"bool":{"must":[{"terms":{"event.dataset":["a.b","c.d"]}},{"match_phrase":{"event.module":"m"}},"#
                + #"{"query_string":{"query":"x:1","fields":["y"]}}]}}"#)
        let facts = QueryDSL.facts(query)
        #expect(facts.fields.map(\.name) == ["event.dataset", "event.module", "y", "x"])
        #expect(facts.datasets.map(\.name) == ["a.b", "c.d"])
        #expect(facts.modules.map(\.name) == ["m"])
    }

    @Test func stopsAtTheLimitOfNesting() {
        let deep = { (count: Int) in
            String(repeating: #"{"bool":{"must_not":["#, count: count) + #"{"match_all":{}}"#
                + String(repeating: "]}}", count: count)
        }
        #expect(QueryDSL.parse(deep(127)).issues.isEmpty)
        #expect(QueryDSL.parse(deep(128)).issues.compactMap(\.cause) == [.limit])
        #expect(QueryDSL.parse(deep(20_000)).issues.compactMap(\.cause) == [.limit])
        let lowered = QueryDSL.lower(QueryDSL.parse(deep(127)), fields: NoFields()).expr
        #expect(lowered.nodes.count == 128)
    }

    @Test func stopsAtTheLimitOfChoices() {
        // Each level multiplies the walks below it.
        var text = #"{"term":{"k":"x"}}"#
        for _ in 0..<20 {
            let list = Array(repeating: text.utf8.count > 40_000 ? #"{"match_all":{}}"# : text, count: 3)
            text = #"{"bool":{"minimum_should_match":2,"should":["# + list.joined(separator: ",") + "]}}"
        }
        let query = QueryDSL.parse(text)
        #expect(query.issues.isEmpty)
        let lowered = QueryDSL.lower(query, fields: NoFields())
        #expect(lowered.expr.nodes.count < 200_000)
    }
}

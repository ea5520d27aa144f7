import Diagnostics
import Queries
import Schemas
import SourceText
import Testing

/// Fields and literals against types: one that matches and one that does not for each family.
@Suite struct EQLCheckTests {
    private static let mapping = FieldMapping([
        "k": "keyword", "w": "wildcard", "c": "constant_keyword", "t": "text", "m": "match_only_text", "tk": "text",
        "tk.keyword": "keyword", "ip": "ip", "l": "long", "f": "float", "b": "boolean", "d": "date", "v": "version",
        "n": "nested", "n.x": "keyword", "o": "object", "r": "ip_range", "g": "geo_point", "kt": "keyword|text",
        "kl": "keyword|long",
    ])

    private func issues(_ condition: String) -> [Diagnostic] {
        let query = EQL.parse("any where \(condition)")
        #expect(query.issues.isEmpty, "\(condition): \(query.issues.first?.message ?? "")")
        return EQL.check(query, fields: Self.mapping)
    }

    @Test(arguments: [
        "k == \"x\"", "k : \"x*\"", "k in (\"x\", \"y\")", "k like~ \"x\"", "k regex \"x|y\"", "k > \"a\"", "k == null",
        "w : \"x*\"", "w != \"x\"", "c == \"x\"", "tk == \"x\"", "length(tk) > 1", "ip == \"10.0.0.1\"",
        "ip == \"10.0.0.0/8\"",
        "ip in (\"::1\", \"10.0.0.0/8\")", "cidrMatch(ip, \"10.0.0.0/8\", \"::1\")", "l == 5", "l > 1.5",
        "l in (1, 2.5)",
        "f == 1", "-l < 0", "b", "not b", "b == true", "b != false", "d > \"2024-01-31\"", "d == 1700000000000",
        "d > \"now-1d\"", "v == \"1.2.3\"", "v > \"1.0\"", "kt == \"x\"", "kl == 5", "kl : \"x\"", "?zz == 1",
        "?zz == ?yy",
        "?zz : \"x\"", "length(?zz) > 1", "string(l) : \"1*\"", "number(k) > 1", "concat(l, b, k) : \"x\"",
        "startsWith~(string(ip), string(ip))", "substring(k, -4, -1) == \"x\"", "(k == \"x\") == true", "null == k",
        "5 < l", "\"x\" == k", "k in (\"x\", null)", "STARTSWITH(k, \"x\")", "1 == 1", "indexOf(k, \"x\", 1) == 2",
    ])
    func takesWhatFits(_ condition: String) {
        #expect(issues(condition).isEmpty, "\(issues(condition).map(\.message))")
    }

    @Test(arguments: [
        ("k == 5", "valueDoesNotFit", "5"), ("k == true", "valueDoesNotFit", "true"),
        ("k in (\"x\", 5)", "valueDoesNotFit", "5"), ("k : 5", "operand", "5"), ("k and b", "operand", "k"),
        ("w == 1", "valueDoesNotFit", "1"), ("c == false", "valueDoesNotFit", "false"),
        ("t == \"x\"", "textField", "t"), ("t : \"x\"", "textField", "t"), ("length(m) > 1", "textField", "m"),
        ("ip == \"many\"", "valueDoesNotFit", "\"many\""),
        ("ip in (\"10.0.0.0/99\")", "valueDoesNotFit", "\"10.0.0.0/99\""),
        ("ip : \"10.*\"", "patternOnType", "ip"), ("ip > \"10.0.0.0/8\"", "valueDoesNotFit", "\"10.0.0.0/8\""),
        ("ip", "operand", "ip"), ("startsWith(ip, \"10\")", "arguments", "ip"),
        ("cidrMatch(k, \"10.0.0.0/8\")", "arguments", "k"), ("cidrMatch(ip, \"x\")", "arguments", "\"x\""),
        ("cidrMatch(ip, k)", "arguments", "k"), ("cidrMatch(ip)", "arguments", "cidrMatch(ip)"),
        ("l == \"many\"", "valueDoesNotFit", "\"many\""), ("l >= \"5\"", "valueDoesNotFit", "\"5\""),
        ("\"5\" == l", "valueDoesNotFit", "\"5\""), ("l : \"5*\"", "patternOnType", "l"), ("l", "operand", "l"),
        ("f in (\"x\")", "valueDoesNotFit", "\"x\""), ("k + 1 == 2", "operand", "k"), ("-k == 1", "operand", "k"),
        ("b == \"true\"", "valueDoesNotFit", "\"true\""), ("b == 1", "valueDoesNotFit", "1"),
        ("b like \"t*\"", "patternOnType", "b"), ("d == \"soon\"", "valueDoesNotFit", "\"soon\""),
        ("d == true", "valueDoesNotFit", "true"), ("d : \"2024*\"", "patternOnType", "d"),
        ("v == 1.2", "valueDoesNotFit", "1.2"), ("n == null", "fieldType", "n"), ("n.x == \"a\"", "fieldType", "n.x"),
        ("o == \"x\"", "fieldType", "o"), ("r == \"x\"", "fieldType", "r"), ("g == 0", "fieldType", "g"),
        ("zz == 1", "unknownField", "zz"), ("k == w", "comparedFields", "w"), ("l > f", "comparedFields", "f"),
        ("k in (\"x\", w)", "comparedFields", "w"), ("length(k) == length(w)", "comparedFields", "length(w)"),
        ("wildcard(k, \"x*\")", "unknownFunction", "wildcard"), ("lenght(k) > 1", "unknownFunction", "lenght"),
        ("length~(k) > 1", "arguments", "length~"), ("length() > 1", "arguments", "length()"),
        ("length(l) > 1", "arguments", "l"), ("number(l) > 1", "arguments", "l"),
        ("not length(k)", "operand", "length(k)"),
        ("length(k) == \"x\"", "operand", "\"x\""), ("\"x\"", "operand", "\"x\""), ("string(l) : 5", "operand", "5"),
        ("(l + 1) : \"2\"", "operand", "(l + 1)"),
    ])
    func tellsWhatDoesNotFit(_ condition: String, _ kind: String, _ place: String) throws {
        let found = issues(condition)
        #expect(found.count == 1, "\(found.map(\.message))")
        let issue = try #require(found.first)
        let cause = issue.cause.map { "\($0)" } ?? ""
        #expect(cause.hasPrefix(kind), "\(cause)")
        let bytes = Array("any where \(condition)".utf8)
        let text = String(decoding: bytes[issue.range.start..<issue.range.end], as: UTF8.self)
        #expect(text == place || "(\(text))" == place)
    }

    @Test func saysWhatToDo() {
        #expect(
            issues("l == \"many\"").map(\.message) == ["`l` is a `long`, but `\"many\"` is a string"])
        #expect(issues("l == \"many\"").flatMap(\.help) == ["write a number, without quotes"])
        #expect(issues("startswth(k, \"x\")").flatMap(\.help) == ["did you mean `startsWith`?"])
        #expect(
            issues("between(k, \"x\") == \"y\"").flatMap(\.help) == [
                "the form is `between(string, string, string[, boolean])`"
            ])
        #expect(issues("ip").flatMap(\.help) == ["to test that the field exists, write `ip != null`"])
        #expect(issues("o == 1").flatMap(\.help) == ["name one of its fields: `o.…`"])
    }

    @Test func comparesKeysOfStages() {
        func kinds(_ text: String) -> [Diagnostic.Cause] {
            EQL.check(EQL.parse(text), fields: Self.mapping).compactMap(\.cause)
        }
        #expect(kinds("sequence [any where b] by k [any where b] by tk") == [])
        #expect(kinds("sequence [any where b] by l [any where b] by f") == [])
        #expect(kinds("sequence [any where b] by k [any where b] by l") == [.joinKeys])
        #expect(kinds("sequence [any where b] by d [any where b] by l") == [.joinKeys])
        #expect(kinds("sequence [any where b] by k [any where b] by ?zz until [any where b] by k") == [])
        #expect(kinds("sequence by zz [any where b] [any where b]") == [.unknownField("zz")])
        #expect(kinds("join by k [any where b] [any where b]") == [.unsupported])
    }

    @Test func knowsNothingOfOpenMappings() {
        let query = EQL.parse("any where a == 1 and a : \"x\" and length(b) > 1 and c")
        #expect(EQL.check(query, fields: NoFields()).isEmpty)
    }

    @Test func namesFieldsDataSetsAndModules() {
        let text = """
            sequence by a.b [any where event.dataset == "x.y" and `c d`.e : "z"] by f
              [any where not data_stream.dataset in ("p", "q") and event.module == "m" and event.dataset : "no"] by ?g
            """
        let facts = EQL.facts(EQL.parse(text))
        #expect(
            facts.fields.map(\.name) == [
                "a.b", "event.dataset", "c d.e", "f", "data_stream.dataset", "event.module", "event.dataset", "g",
            ])
        #expect(facts.datasets.map(\.name) == ["x.y", "p", "q"])
        #expect(facts.modules.map(\.name) == ["m"])
        let bytes = Array(text.utf8)
        for use in facts.datasets {
            #expect(String(decoding: bytes[use.range.start..<use.range.end], as: UTF8.self) == "\"\(use.name)\"")
        }
    }
}

import Diagnostics
import Queries
import Schemas
import SourceText
import Testing

@Suite struct KQLLoweringTests {
    static let mapping = FieldMapping([
        "k": "keyword", "w": "wildcard", "msg": "text", "ip": "ip", "n": "long", "d": "double", "when": "date",
        "b": "boolean", "flat": "flattened", "mix": "keyword|long", "x": "nested", "x.a": "keyword", "x.n": "long",
        "x.m": "nested", "x.m.z": "keyword", "o.a": "keyword", "o.b": "long",
    ])

    /// The expression of a query as text, with the mapping or without types.
    private func lowered(_ text: String, typed: Bool = true) -> String {
        let query = KQL.parse(text)
        #expect(query.issues.isEmpty, "\(text)")
        let expr = typed ? KQL.lower(query, fields: Self.mapping).expr : KQL.lower(query, fields: NoFields()).expr
        return show(expr, expr.root)
    }

    private func show(_ expr: Expr, _ id: ExprID) -> String {
        switch expr[id] {
        case .constant(let value): return "\(value)"
        case .and(let nodes): return "and(" + nodes.map { show(expr, $0) }.joined(separator: " ") + ")"
        case .or(let nodes): return "or(" + nodes.map { show(expr, $0) }.joined(separator: " ") + ")"
        case .not(let node): return "not(\(show(expr, node)))"
        case .nested(let path, let node): return "\(path){\(show(expr, node))}"
        case .test(let test):
            let field =
                switch test.field {
                case .named(let name): name
                case .matching(let pattern): "<\(pattern.display)>"
                case .any: "any"
                }
            let types = test.types.map(\.rawValue).joined(separator: "|")
            let comparison =
                switch test.comparison {
                case .exists: "?"
                case .equals(let literal): literal.kind == .phrase ? "=\"\(literal.text)\"" : "=\(literal.text)"
                case .fits(let pattern): "~\(pattern.display)"
                case .compares(let order, let literal): "\(order.rawValue)\(literal.text)"
                case .between, .matches, .resembles, .near: "no part of KQL"
                }
            return field + (types.isEmpty ? "" : ":" + types) + comparison
        case let node: return "\(node)"
        }
    }

    @Test func typesEachTest() {
        #expect(lowered("k:\"v\" or not n >= 5") == "or(k:keyword=\"v\" not(n:long>=5))")
        #expect(lowered("mix:*") == "mix:keyword|long?")
        #expect(lowered("k > a*") == "k:keyword>a*", "a pattern as a bound is plain text")
        #expect(lowered("z:v", typed: false) == "z=v")
    }

    @Test func knowsEverythingAndNothing() {
        #expect(lowered("") == "true")
        #expect(lowered("*:*") == "true")
        #expect(lowered("*") == "true")
        #expect(lowered("x:{ *:* }") == "x{true}")
    }

    @Test func cutsPatternsAtBlanksUnlessTheFieldIsAKeyword() {
        #expect(lowered("k:foo bar*") == "k:keyword~foo bar*")
        #expect(lowered("w:foo bar*") == "or(w:wildcard=foo w:wildcard~bar*)")
        #expect(lowered("msg:foo* *") == "or(msg:text~foo* msg:text?)")
        #expect(lowered("z:foo bar*", typed: false) == "or(z=foo z~bar*)")
        #expect(lowered("mix:foo bar*") == "or(mix:keyword|long=foo mix:keyword|long~bar*)")
    }

    @Test func resolvesNamesWithWildcards() {
        #expect(lowered("o.*:1") == "or(o.a:keyword=1 o.b:long=1)")
        #expect(lowered("x*:1") == "or(x{x.a:keyword=1} x.m{x.m.z:keyword=1} x{x.n:long=1})")
        #expect(lowered("q*:1") == "<q*>=1")
        #expect(lowered("q*:1", typed: false) == "<q*>=1")
    }

    @Test func putsPathsInFrontInsideBlocks() {
        #expect(lowered("x:{ a:v and m:{ z:w } }") == "x{and(x.a:keyword=v x.m{x.m.z:keyword=w})}")
        #expect(lowered("x:{ v }") == "x{x.null=v}")
        #expect(lowered("p:{ a*:v }", typed: false) == "p{<p.a*>=v}")
        #expect(lowered("x.a:v") == "false", "an object of a nested field is seen only through braces")
    }

    @Test func spreadsFreeTextOverTheFieldsThatTakeIt() {
        #expect(
            lowered("5")
                == "or(d:double=5 flat:flattened=5 k:keyword=5 mix:keyword|long=5 msg:text=5 n:long=5 o.a:keyword=5 "
                + "o.b:long=5 w:wildcard=5 when:date=5)")
        #expect(lowered("null:v", typed: false) == "any=v")
        #expect(lowered("a b*", typed: false) == "or(any=a any~b*)")
    }

    private func issues(_ text: String) -> [Diagnostic] { KQL.lower(KQL.parse(text), fields: Self.mapping).issues }

    @Test func tellsUnknownFieldsOnlyOfClosedLookups() {
        #expect(issues("zz:1 and x:{ yy:2 }").compactMap(\.cause) == [.unknownField("zz"), .unknownField("x.yy")])
        #expect(issues("zz:1").first?.range == ByteRange(0, 2))
        #expect(issues("zz*:1").compactMap(\.cause) == [.unknownField("zz*")])
        // One issue for one name at one place, however many values follow.
        #expect(
            issues("zz:(1 or 2 or not 3) and zz:4").compactMap(\.cause) == [.unknownField("zz"), .unknownField("zz")])
        #expect(issues("zz*:(1 or 2)").compactMap(\.cause) == [.unknownField("zz*")])
        #expect(issues("x.a:(1 or 2 or 3)").compactMap(\.cause) == [.nesting(field: "x.a")])
        #expect(issues("n:(a or b)").count == 2)
        #expect(KQL.lower(KQL.parse("zz:1"), fields: NoFields()).issues.isEmpty)
        #expect(issues("flat.any.key:1").isEmpty)
    }

    @Test func tellsValuesThatDoNotFit() {
        let cases: [(text: String, message: String?, help: String?)] = [
            (
                "ip:10.0.0.0/33", "`ip` is an `ip`, but `10.0.0.0/33` is not an address or CIDR block",
                "prefix length 33 is more than 32"
            ),
            ("ip:\"localhost\"", "`ip` is an `ip`, but `\"localhost\"` is not an address or CIDR block", nil),
            (
                "ip > 10.0.0.0/8", "`ip` is an `ip`, but `10.0.0.0/8` is not an address",
                "a range compares with one address"
            ),
            ("n:abc", "`n` is a `long`, but `abc` is not a whole number", nil),
            ("n:1.5", "`n` is a `long`, but `1.5` is not a whole number", nil),
            ("d:abc", "`d` is a `double`, but `abc` is not a number", nil),
            ("b:yes", "`b` is a `boolean`, but `yes` is neither `true` nor `false`", nil),
            (
                "when:yesterday", "`when` is a `date`, but `yesterday` is not a date",
                "write a date such as `2024-01-31`, `now-7d/d` or milliseconds"
            ),
            (
                "k:null", "`k` is a `keyword`, but `null` is no value",
                "to find events without the field, write `not field: *`"
            ),
            (
                "ip:10.*", "`ip` is an `ip`, which does not support a pattern such as `10.*`",
                "write a CIDR block such as `10.0.0.0/8`, or a range"
            ),
            (
                "flat.key:a*",
                "`flat.key` is a key of a `flattened` field, which does not support a pattern such as `a*`", nil
            ),
            ("x.a:v", "`x.a` is in the nested field `x`, so this finds nothing", "write `x:{ a: … }`"),
            (
                "o:{ a:v }", "braces need a nested field, but `o` is an ordinary object",
                "write the names in full, without braces: `o.…`"
            ),
        ]
        for row in cases {
            let found = issues(row.text)
            #expect(found.count == 1, "\(row.text): \(found.map(\.message))")
            #expect(found.first?.message == row.message)
            if let help = row.help { #expect(found.first?.help == [help], "\(row.text)") }
        }
    }

    @Test func isSilentOnValuesThatFit() {
        let fine = [
            "ip:(10.0.0.0/8 or \"fe80::1\" or 2001\\:db8\\:\\:/32 or \\:\\:ffff\\:1.2.3.4 or \\:\\:)", "ip:*",
            "ip >= 10.0.0.0",
            "n:(05 or -3 or 1.0 or 1e3)", "n > 4.5", "d:(1.50 or .5 or 1.)", "b:(true or \"false\")", "b:*",
            "when >= now-7d/d",
            "when:(2024 or 2024-01 or 2024-01-31 or \"2024-01-31T10:20:30.123+01:00\" or 1704153600000)",
            "when < \"2024-01-01||+1M/d\"", "k:(1 or a* or true)", "msg:a*", "flat.key:(a or *)", "mix:abc", "mix:a*",
            "x:{ a:v and n > 5 and m:{ z:* } }", "w:*x*",
        ]
        for text in fine { #expect(issues(text).map(\.message) == [], "\(text)") }
    }

    @Test func marksTheValueNotTheTest() {
        #expect(issues("n: (1 or \"x\")").first?.range == ByteRange(9, 12))
        #expect(issues("  ip:  1.2.3 ").first?.range == ByteRange(7, 12))
    }

    @Test func collectsFacts() {
        let text = """
            event.dataset:(a.b or "c.d" or e.*) and not event.module:azure and x:{ y:1 and z > 2 } and free and \
            data_stream.dataset:(not f.g) and null:q and *:* and host.*:1 and event.dataset:true
            """
        let facts = KQL.facts(KQL.parse(text))
        #expect(
            facts.fields.map(\.name) == [
                "event.dataset", "event.module", "x.y", "x.z", "data_stream.dataset", "host.*", "event.dataset",
            ])
        #expect(facts.datasets.map(\.name) == ["a.b", "c.d", "f.g"])
        #expect(facts.modules.map(\.name) == ["azure"])
        #expect(facts.datasets.first?.range == ByteRange(15, 18))
    }

    /// A field a free word, a field a name with a star: without a bound a short query becomes millions of tests.
    @Test(arguments: ["w", "f*:"])
    func manyWordsOverManyFieldsAreLeftToTheEvent(_ word: String) {
        let fields = FieldMapping(Dictionary(uniqueKeysWithValues: (0..<1_000).map { ("f\($0)", "keyword") }))
        func tests(_ count: Int) -> (named: Int, others: Int) {
            let text = (0..<count).map { "\(word)x\($0)" }.joined(separator: " or ")
            let expr = KQL.lower(KQL.parse(text), fields: fields).expr
            let selectors = (0..<expr.nodes.count).compactMap { index -> FieldSelector? in
                if case .test(let test) = expr.nodes[index] { test.field } else { nil }
            }
            let others = selectors.count { if case .named = $0 { false } else { true } }
            return (selectors.count - others, others)
        }
        let few = tests(20)
        #expect(few.named == 20_000 && few.others == 0)
        let many = tests(800)
        #expect(many.named > 20_000 && many.named <= 32_768 && many.others > 700)
    }
}

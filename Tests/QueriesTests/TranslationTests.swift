import Diagnostics
import Queries
import Schemas
import SourceText
import Testing

/// Queries in the words of other languages, and the parts that have none there.
@Suite struct TranslationTests {
    private static let fields = FieldMapping([
        "k": "keyword", "w": "wildcard", "t": "text", "n": "long", "d": "date", "ip": "ip", "b": "boolean",
        "mix": "keyword|long", "o": "nested", "o.a": "keyword", "event.category": "keyword", "h": "text",
        "h.keyword": "keyword",
    ])

    private func query(_ language: String, _ text: String) -> SourceQuery {
        switch language {
        case "kql": .kql(KQL.parse(text))
        case "lucene": .lucene(Lucene.parse(text), .or)
        case "eql": .eql(EQL.parse(text), categoryField: "event.category")
        default: .dsl(QueryDSL.parse(text), .null)
        }
    }

    private func text(_ language: String, _ source: String, _ target: QueryLanguage) -> String {
        let translation = query(language, source).translated(to: target, fields: Self.fields)
        switch translation.output {
        case .text(let text)?: return text
        case .json(let json)?: return json.text
        case nil: return translation.findings.map(\.message).joined(separator: ", ")
        }
    }

    /// `reason: the refused part`.
    private func refused(_ language: String, _ source: String, _ target: QueryLanguage) -> [String] {
        let bytes = Array(source.utf8)
        return query(language, source).translated(to: target, fields: Self.fields).findings.map { issue in
            let part = String(decoding: bytes[issue.range.start..<issue.range.end], as: UTF8.self)
            guard case .untranslatable(let reason) = issue.cause else { return "\(issue.id): \(part)" }
            return "\(reason): \(part)"
        }
    }

    @Test func kqlToLucene() {
        #expect(text("kql", "k:(a or b) and not n >= 5", .lucene) == "k:(a OR b) AND NOT n:>=5")
        #expect(text("kql", "k:foo bar* or k:*", .lucene) == #"k:(foo\ bar* OR *)"#)
        #expect(text("kql", #"t:"quick fox" or t:quick fox"#, .lucene) == #"t:("quick fox" OR (quick fox))"#)
        #expect(text("kql", #"k:C\:\\x and not k:AND"#, .lucene) == #"k:(C\:\\x AND NOT \AND)"#)
        #expect(text("kql", "*:*", .lucene) == "*:*")
        #expect(text("kql", "not (k:a and ip:10.0.0.0/8)", .lucene) == #"NOT (k:a AND ip:10.0.0.0\/8)"#)
        #expect(refused("kql", "k:a and o:{ a:x }", .lucene) == ["nested-objects: o:{ a:x }"])
        // Kibana makes a nested query of braces, whatever field is before them.
        let braces =
            #"{"nested":{"path":"k","query":{"bool":{"should":[{"match":{"k.a":"x"}}],"minimum_should_match":1}},"#
        #expect(text("kql", "k:{ a:x }", .dsl) == braces + #""score_mode":"none"}}"#)
    }

    @Test func luceneToKQL() {
        #expect(text("lucene", "k:(a OR b) AND -k:c AND n:[5 TO *]", .kql) == "k:(a or b) and not k:c and n >= 5")
        #expect(text("lucene", #"ip:[10.0.0.0 TO 10.255.255.255] OR n:[3 TO 3]"#, .kql) == "ip:10.0.0.0/8 or n:3")
        #expect(query("lucene", "foo AND t:bar^2").translated(to: .kql, fields: nil).output == .text("foo and t:bar"))
        #expect(refused("lucene", "k:foo~1 OR k:b", .kql) == ["fuzziness: k:foo~1"])
        #expect(refused("lucene", #"t:"a b"~3"#, .kql) == [#"proximity: t:"a b"~3"#])
        #expect(
            refused("lucene", "k:/a.b/ OR k:a?c", .kql) == ["regular-expression: k:/a.b/", "one-character: k:a?c"])
        #expect(refused("lucene", "n:[1 TO 5]", .kql) == ["two-sided-range: n:[1 TO 5]"])
        #expect(refused("lucene", #"w:a\ b*"#, .kql) == [#"blank-in-pattern: w:a\ b*"#])
        #expect(text("lucene", #"k:a\ b*"#, .kql) == "k:a b*")
    }

    @Test func boostsAreLeftOutAndTold() {
        let translation = query("lucene", "+k:a^2 k:b").translated(to: .kql, fields: Self.fields)
        #expect(translation.output == .text("k:a"))
        #expect(translation.notes.map(\.range.start).sorted() == [1, 7])
        #expect(translation.notes.allSatisfy { !$0.blocks(.translation) })
    }

    @Test func eqlToOthers() {
        #expect(
            text("eql", #"process where k in ("a", "b") and n > 5 and not k like "x*""#, .kql)
                == #"event.category:"process" and k:("a" or "b") and n > 5 and not k:x*"#)
        #expect(text("eql", #"any where k : "cmd.exe""#, .lucene) == #"k:/[Cc][Mm][Dd]\.[Ee][Xx][Ee]/"#)
        #expect(
            text("eql", #"any where cidrMatch(ip, "10.0.0.0/8", "::/0")"#, .kql) == #"ip:("10.0.0.0/8" or "::/0")"#)
        #expect(text("eql", #"any where k regex "a/.*""#, .lucene) == #"k:/a\/.*/"#)
        #expect(text("eql", #"any where h == "a""#, .kql) == #"h.keyword:"a""#)
        #expect(text("eql", "any where k != null and n != 1", .kql) == "k:* and not n:1")
        #expect(
            text("eql", #"any where k : "a*" and b"#, .dsl)
                == #"{"bool":{"filter":[{"wildcard":{"k":{"value":"a*","case_insensitive":true}}},{"term":{"b":{"value":true}}}]}}"#
        )
        #expect(refused("eql", #"any where k : ("cmd.exe", "1")"#, .kql) == [#"ignored-case: "cmd.exe""#])
        #expect(refused("eql", #"any where k == "a" and n + 1 > 2"#, .kql) == ["script: n + 1 > 2"])
        #expect(refused("eql", "sequence [any where true] [any where true]", .kql) == ["series: sequence"])
        #expect(refused("eql", "any where true | head 5", .lucene) == ["pipe: | head 5"])
        #expect(text("eql", "any where true | head 5", .eql) == "any where true | head 5")
    }

    @Test func othersToEQL() {
        #expect(
            text("kql", "k:(a or b) and not ip:10.0.0.0/8 and n > 5", .eql)
                == #"any where k in ("a", "b") and not cidrMatch(ip, "10.0.0.0/8") and n > 5"#)
        #expect(text("kql", "k:a* or not k:*", .eql) == #"any where k like "a*" or k == null"#)
        #expect(text("kql", #"k:a\**"#, .eql) == #"any where k regex """a\*.*""""#)
        #expect(text("lucene", "k:/a+/ AND NOT b:true", .eql) == #"any where k regex "a+" and b != true"#)
        #expect(refused("kql", "not n > 5 or not (k:a and not n < 3)", .eql) == ["negated-range: n > 5"])
        #expect(refused("kql", "t:foo and k:a", .eql) == ["analysed-text: t:foo"])
        #expect(refused("kql", "mix:1 or k:a", .eql) == ["mixed-types: mix:1"])
        #expect(refused("kql", "d >= 2024-01-01", .eql) == ["date-span: d >= 2024-01-01"])
        #expect(refused("kql", "o:{ a:x }", .eql) == ["nested-objects: o:{ a:x }"])
    }

    @Test func anythingToESQL() {
        #expect(text("kql", "k:a and n > 5", .esql) == #"KQL("k:a and n > 5")"#)
        #expect(text("lucene", #"k:"a b" AND n:[1 TO 5]"#, .esql) == #"QSTR("""k:"a b" AND n:[1 TO 5]""")"#)
        let nested = #"{"nested":{"path":"o","query":{"term":{"o.a":"x"}}}}"#
        #expect(
            text("dsl", #"{"bool":{"filter":[\#(nested),{"regexp":{"k":"x+"}}]}}"#, .esql)
                == #"KQL("o:{ a:x }") AND QSTR("k:/x+/")"#)
        #expect(text("lucene", "NOT (k:/x/ OR k:a)", .esql) == #"QSTR("NOT k:(/x/ OR a)")"#)
        #expect(text("eql", "any where true", .esql) == "TRUE")
        #expect(refused("dsl", #"{"nested":{"path":"o","query":{"regexp":{"o.a":"x+"}}}}"#, .esql).count == 1)
    }

    @Test func theQueryDSL() {
        #expect(
            text(
                "dsl",
                #"{"bool":{"filter":[{"term":{"k":"a"}},{"range":{"n":{"gte":5}}}],"must_not":[{"exists":{"field":"b"}}]}}"#,
                .kql)
                == "k:a and n >= 5 and not b:*")
        #expect(refused("dsl", #"{"fuzzy":{"k":"abc"}}"#, .kql) == [#"fuzziness: "fuzzy":{"k":"abc"}"#])
        #expect(text("lucene", "k:a*", .dsl) == #"{"query_string":{"query":"k:a*","analyze_wildcard":true}}"#)
    }

    /// Without types a name is a keyword, as far as the languages agree about it.
    @Test func unknownFields() {
        #expect(
            query("kql", "a:b and c:x y*").translated(to: .eql, fields: nil).output
                == .text(#"any where a == "b" and (c == "x" or c like "y*")"#))
        #expect(
            query("kql", "a:b and c > 5").translated(to: .eql, fields: nil).output
                == .text(#"any where a == "b" and c > "5""#))
    }
}

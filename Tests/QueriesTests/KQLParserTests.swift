import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct KQLParserTests {
    private func value(_ text: String, quoted: Bool = false) -> KQLValue {
        KQLValue(.string(text, quoted: quoted), ByteRange(at: 0))
    }

    private func test(_ field: String?, _ text: String, quoted: Bool = false) -> KQLNode {
        .is(field: field.map { value($0) }, value: value(text, quoted: quoted), ByteRange(at: 0))
    }

    private func tree(_ text: String) -> KQLNode? {
        let query = KQL.parse(text)
        #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
        return query.root?.withoutRanges
    }

    @Test func bindsNotBeforeAndBeforeOr() {
        let none = ByteRange(at: 0)
        let expected: KQLNode = .or(
            [test("a", "1"), .and([.not(test("b", "2"), none), test("c", "3")], none)], none)
        #expect(tree("a:1 or not b:2 and c:3") == expected)
        #expect(tree("a:1 OR Not b:2\nAND\u{A0}c:3") == expected)
        #expect(tree("(a:1) or ((not (b:2)) and (c:3))") == expected)
    }

    @Test func keepsParenthesesOfEqualOperatorsAsNodes() {
        let none = ByteRange(at: 0)
        #expect(tree("a:1 or b:2 or c:3") == .or([test("a", "1"), test("b", "2"), test("c", "3")], none))
        #expect(
            tree("a:1 or (b:2 or c:3)") == .or([test("a", "1"), .or([test("b", "2"), test("c", "3")], none)], none))
    }

    @Test func makesOneTestOfEachValueInAList() {
        let query = KQL.parse("a: (x y or \"z\")")
        #expect(query.root?.withoutRanges == tree("a:x y or a:\"z\""))
        guard case .or(let nodes, _) = query.root, case .is(let field, let value, let range) = nodes.last else {
            Issue.record("not an or")
            return
        }
        #expect(field?.range == ByteRange(0, 1))
        #expect(value.range == ByteRange(11, 14))
        #expect(range == value.range)
    }

    @Test func readsEscapesAsKibanaDoes() {
        #expect(tree(#"a:\(x\)\:\\ \u00e9"#) == test("a", #"(x):\ é"#))
        #expect(tree(#"a:x \and y \OR z"#) == test("a", "x and y OR z"))
        #expect(tree(#"a:\not x"#) == test("a", "ot x"), "\\n comes first, and the line feed is trimmed")
        #expect(tree(#"a:"\q \" \\ \t""#) == test("a", "\\q \" \\ \t", quoted: true))
        #expect(tree(#"a:\t"#) == test("a", ""))
        #expect(tree("a:\u{2003}x\u{FEFF}") == test("a", "x"))
    }

    @Test func joinsHalvesOfSurrogatePairs() {
        #expect(tree(#"a:\ud83d\ude00"#) == test("a", "😀"))
        #expect(tree(#"a:"\ud83d\ude00""#) == test("a", "😀", quoted: true))
        #expect(tree(#"a:\ud83dx\ude00"#) == test("a", "\u{FFFD}x\u{FFFD}"))
        #expect(tree(#"a:\ud83d"#) == test("a", "\u{FFFD}"))
    }

    @Test func tellsPatternsWordsAndStringsApart() {
        func content(_ text: String) -> KQLValue.Content? {
            guard case .is(_, let value, _) = KQL.parse(text).root else { return nil }
            return value.content
        }
        #expect(content("a:*") == .wildcard(WildcardText([.anyCharacters])))
        #expect(content("a:**") == .wildcard(WildcardText([.anyCharacters, .anyCharacters])))
        #expect(content("a: x\\*y* ") == .wildcard(WildcardText([.literal("x*y"), .anyCharacters])))
        #expect(content("a:true") == .boolean(true))
        #expect(content("a:null") == .null)
        #expect(content("a:True") == .string("True", quoted: false))
        #expect(content("a:\"null\"") == .string("null", quoted: true))
        #expect(content("a:a?b") == .string("a?b", quoted: false))
    }

    @Test func takesAnEmptyQuery() {
        for text in ["", "  ", "\n\u{A0}\t"] {
            let query = KQL.parse(text)
            #expect(query.root == nil && query.issues.isEmpty)
        }
    }

    @Test func saysWhatWasExpectedAndFoundAndWhatToDo() {
        let cases: [(text: String, message: String, help: String?)] = [
            (
                "a: ", "expected a value after `:`, found the end of the query",
                "to test that the field exists, write `a: *`"
            ),
            (
                "a: and b:1", "expected a value, found `and`",
                "write a value before `and`; `*` tests only that the field exists"
            ),
            ("a:not 1", "expected a value after `:`, found `not`", "`not` goes before the field: `not a: …`"),
            ("a:> 1", "expected a value after `:`, found `>`", "a range has no colon: write `a > …`"),
            ("a:\"x", "expected a value after `:`, found a quote that is never closed", nil),
            ("a == \"x\"", "`==` is not an operator in KQL", "KQL compares with `:`"),
            (
                "a:'x:y'", "expected `and`, `or` or the end of the query, found `:`",
                "single quotes are part of the value in KQL: use double quotes, `\"…\"`"
            ),
            ("a:b && c:d", "`&&` is not an operator in KQL", "write `and`"),
            (
                "a:1 and !(b:2)", "expected `and`, `or` or the end of the query, found `(`",
                "KQL has no `!`: write `not (…)`"
            ),
            (
                "not(a:1)", "expected `and`, `or` or the end of the query, found `(`",
                "`not` needs a space before and after it"
            ),
            (
                "not not a:1", "expected a test after `not`, found `not`",
                "`not` cannot be repeated: remove both, or write `not (not …)`"
            ),
            (
                "\"x\"and \"y\"", "expected `and`, `or` or the end of the query, found `and`",
                "`and` needs a space before and after it"
            ),
            (
                "a:1)", "expected `and`, `or` or the end of the query, found `)`",
                "no `(` is open here: remove this one"
            ),
            ("a:1 and (b:2", "`(` is never closed", "add `)` where it should end"),
            (
                "a:C:\\x", "expected `and`, `or` or the end of the query, found `:`",
                "quote a value that holds a colon: `\"…\"`, or write `\\:`"
            ),
            (
                "a:b c:d", "expected `and`, `or` or the end of the query, found `:`",
                "put `and` or `or` between two tests"
            ),
            (
                "a:()", "expected a value after `(`, found `)`",
                "write what to look for between the parentheses, or remove them"
            ),
            (
                "a > (1)", "expected a value after `>`, found `(`",
                "a range compares with one value; lists are allowed only after `:`"
            ),
            ("a:x\\q", "expected `and`, `or` or the end of the query, found `\\q`", "for a backslash write `\\\\`"),
            ("a:1 or ", "expected a test after `or`, found the end of the query", nil),
        ]
        for row in cases {
            let issue = KQL.parse(row.text).issues.first
            #expect(issue?.message == row.message, "\(row.text)")
            if let help = row.help { #expect(issue?.help == [help], "\(row.text)") }
        }
    }

    @Test func pointsAtTheOpenerAndReportsKibanasOffset() {
        let issue = KQL.parse("a:1 and (b:2").issues.first
        #expect(issue?.range == ByteRange(8, 9))
        #expect(issue?.offset == 12)
        let swallowed = KQL.parse("a: and b:1").issues.first
        #expect(swallowed?.range == ByteRange(3, 6))
        #expect(swallowed?.offset == 8)
    }

    @Test func goesOnBehindAnError() {
        let query = KQL.parse("a:> 1 and b:2 or (c:3 and d:\\q or e:5) and f:6")
        #expect(query.issues.map(\.range.start) == [2, 28])
        let root = query.root?.withoutRanges
        #expect(root == tree("b:2 or (c:3 or e:5) and f:6"))
    }

    @Test func holdsItsLimits() {
        let deep = String(repeating: "(", count: 128) + "a:1" + String(repeating: ")", count: 128)
        #expect(KQL.parse(deep).issues.isEmpty)
        let tooDeep = "(" + deep + ")"
        #expect(KQL.parse(tooDeep).issues.first?.cause == .limit)
        #expect(KQL.parse(tooDeep).issues.first?.range == ByteRange(128, 129))
        let long = "a:" + String(repeating: "x", count: KQL.maximumBytes - 2)
        #expect(KQL.parse(long).issues.isEmpty)
        #expect(KQL.parse(long + "x").issues.first?.cause == .limit)
    }

    @Test func staysLinearOnHostileText() {
        let clock = ContinuousClock()
        let texts = [
            String(repeating: "(", count: 100_000), String(repeating: "a:(", count: 60_000),
            "a:(" + String(repeating: "x or ", count: 50_000) + "y)", String(repeating: " ", count: 200_000) + "x",
            "x" + String(repeating: " ", count: 200_000) + "y", String(repeating: "not ", count: 60_000),
            String(repeating: "\"", count: 200_001), String(repeating: "a:{", count: 60_000),
            String(repeating: "x) or (", count: 30_000), String(repeating: "\\", count: 200_000),
        ]
        for text in texts {
            let time = clock.measure { _ = KQL.parse(text) }
            #expect(time < .seconds(2), "\(text.prefix(12))…")
        }
    }

    /// Random bytes, and valid queries with random damage: an answer each time, with ranges inside the text.
    @Test func neverTrapsOnDamagedText() {
        var random = SeededGenerator(seed: 7)
        let pieces = [
            "a:1", " and ", " or ", "not ", "(", ")", "{", "}", ":", "<=", ">", "\"x y\"", "\"", "\\", "\\u00e9",
            "\\ud83d",
            "*", " ", "\u{A0}", "\n", "é", "😀", "null", "x", "\\not ", "'", "=", "&&",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let query = KQL.parse(text)
            for issue in query.issues {
                #expect(issue.range.end <= text.utf8.count && issue.offset <= text.utf8.count, "\(text)")
            }
            if query.issues.isEmpty, let root = query.root {
                let printed = KQL.print(root)
                #expect(KQL.parse(printed).root?.withoutRanges == root.withoutRanges, "\(text) → \(printed)")
            }
        }
    }
}

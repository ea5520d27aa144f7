import Queries
import SourceText
import TestSupport
import Testing

@Suite struct LucenePrinterTests {
    private func printed(_ text: String, _ joining: Lucene.DefaultOperator = .or) -> String? {
        Lucene.parse(text, defaultOperator: joining).root.map { Lucene.print($0, defaultOperator: joining) }
    }

    @Test func printsTheCanonicalText() {
        let cases = [
            ("  f : a   ||  (g:b)", "f:a OR g:b"),
            ("+f:a +g:b", "f:a AND g:b"),
            ("+f:a -g:b", "f:a AND NOT g:b"),
            ("-f:a", "NOT f:a"),
            ("+f:a", "+f:a"),
            ("a OR NOT b", "a -b"),
            ("a AND b OR c", "+a +b c"),
            ("f:a f:b g:c -d", "f:a OR f:b OR g:c -d"),
            ("f:a OR f:b", "f:(a OR b)"),
            ("f:a AND NOT (f:b OR f:\"c d\")", "f:(a AND NOT (b OR \"c d\"))"),
            ("f:(a OR b) AND g:c", "f:(a OR b) AND g:c"),
            ("((a OR b) OR c)", "(a OR b) OR c"),
            ("foo bar", "foo bar"),
            ("f:(foo bar)", "f:(foo bar)"),
            ("foo  bar \"x\"", "(foo bar) OR \"x\""),
            ("f:foo\\  ", "f:foo\\ "),
            ("\"AND\" OR \\AND OR a\\-b OR \\-b", "\"AND\" OR \\AND OR a-b OR \\-b"),
            ("*", "*:*"),
            ("f:*", "f:*"),
            ("_exists_:f", "f:*"),
            ("_exists_:\\*", "_exists_:\\*"),
            ("pro\\*.name:cmd*", "pro\\*.name:cmd*"),
            ("f:[5 TO *]", "f:>=5"),
            ("f:{* TO 5}", "f:<5"),
            ("f:[1 TO 5}", "f:[1 TO 5}"),
            ("[1 TO *]", "[1 TO *]"),
            ("f:[\"a b\" TO \"c\"]", "f:[\"a b\" TO c]"),
            ("f:[* TO *]", "f:[* TO *]"),
            ("f:{=1 TO *]", "f:{=1 TO *]"),
            ("f:a~AUTO OR f:a~2.0 OR f:\"a b\"~3", "f:(a~ OR a~2 OR \"a b\"~3)"),
            ("(f:a OR f:b)^2.0 g:c^0.5", "f:(a OR b)^2 OR g:c^0.5"),
            ("a^0.00000001 OR b^100000000000000000000", "a^0.00000001 OR b^100000000000000000000"),
            ("f:/a.*b/", "f:/a.*b/"),
            ("f:a?b*", "f:a?b*"),
            ("f:a\\/b", "f:a\\/b"),
        ]
        for (text, expected) in cases { #expect(printed(text) == expected, "\(text)") }
    }

    @Test func printsForTheDefaultOperatorAnd() {
        let cases = [
            ("f:a g:b", "f:a AND g:b"),
            ("a OR NOT b", "a OR NOT b"),
            ("a AND b OR c", "a AND b OR c"),
            ("a OR b c", "a OR b c"),
            ("a OR b AND c AND d", "a OR b AND c AND d"),
            ("NOT a OR b c", "NOT a OR b c"),
        ]
        for (text, expected) in cases {
            let query = Lucene.parse(text, defaultOperator: .and)
            let again = printed(text, .and) ?? ""
            #expect(again == expected, "\(text): \(again)")
            #expect(
                Lucene.parse(again, defaultOperator: .and).root?.withoutRanges == query.root?.withoutRanges, "\(text)")
        }
    }

    /// No text gives these trees; the printed one finds the same events.
    @Test func printsTreesThatNoTextGives() {
        let none = ByteRange(at: 0)
        func text(_ value: String, _ field: String? = nil) -> LuceneNode {
            .test(LuceneTest(field.map { LuceneField($0, none) }, .text(value), none))
        }
        let mixed = [LuceneClause(.must, text("a")), LuceneClause(.should, text("b"))]
        #expect(Lucene.print(.clauses(mixed, boost: nil, none), defaultOperator: .and) == "+a")
        #expect(Lucene.print(.clauses([LuceneClause(.should, text("a"))], boost: nil, none)) == "a")
        #expect(Lucene.print(text(">1", "f")) == "f:\">1\"")
        #expect(Lucene.print(text("")) == "\"\"")
    }

    /// Texts of the grammar's own pieces in any order: whatever tree they give, its text gives it again.
    @Test(arguments: Lucene.DefaultOperator.allCases) func readsBackRandomTexts(_ joining: Lucene.DefaultOperator) {
        var random = SeededGenerator(seed: joining == .or ? 21 : 22)
        var count = 0
        for _ in 0..<60_000 {
            let text = (0..<Int.random(in: 1...9, using: &random)).map { _ in
                Self.pieces.randomElement(using: &random) ?? ""
            }.joined(separator: Bool.random(using: &random) ? " " : "")
            let query = Lucene.parse(text, defaultOperator: joining)
            guard let root = query.root else { continue }
            count += 1
            let again = Lucene.print(root, defaultOperator: joining)
            let reread = Lucene.parse(again, defaultOperator: joining)
            #expect(reread.root?.withoutRanges == root.withoutRanges, "\(text): \(again)")
            #expect(reread.root.map { Lucene.print($0, defaultOperator: joining) } == again, "\(text)")
        }
        #expect(count > 6_000)
    }

    private static let pieces = [
        "a", "b", "f:", "g:", "f:", "(", ")", "(a OR f:b)", "(f:a f:b)", "f:(a b)", "f:(c AND NOT d)", "AND", "OR",
        "NOT",
        "&&", "||", "+", "-", "!", "x y", "\"p q\"", "\"p\"~2", "pre*", "w?ld*", "*", "*:", "_exists_:", "[1 TO 5}",
        "{a TO *]", "[\"x y\" TO \"z\\\\\"]", "[* TO *]", ">5", "<=5", ">=\\ 5", "<==", "/re.x/", "/r\\\\/", "//",
        "fz~",
        "fz~1", "^2", "^0.25", "\\AND", "\\-1", "\\u002f", "\\\\", "a\\ b", "é", "\u{3000}", "😀", "\t", "\\*", "f\\*:",
        "x:y",
        "[a\tb TO \\}]", ")^3", "NOT (", "and", "not", "\"\"", "\"a\\\"b\"", ">", "AND b", "OR c", "AND NOT d",
        "OR f:e",
    ]

    @Test func staysWithinTheDepthOfTheGrammar() {
        let depth = Lucene.maximumDepth
        let text =
            String(repeating: "(g:x OR ", count: depth - 1) + "f:(\"q\" b c)" + String(repeating: ")", count: depth - 1)
        let query = Lucene.parse(text)
        let again = query.root.map { Lucene.print($0) } ?? ""
        #expect(query.root != nil)
        #expect(Lucene.parse(again).root?.withoutRanges == query.root?.withoutRanges)
    }
}

import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct LuceneParserTests {
    /// The tree in short: clauses as `+must -not should` in brackets, tests as `field:kind(value)`.
    private func short(_ text: String, _ joining: Lucene.DefaultOperator = .or) -> String {
        let query = Lucene.parse(text, defaultOperator: joining)
        if let issue = query.issues.first { return "error \(issue.offset)" }
        return query.root.map(short) ?? "nothing"
    }

    private func short(_ node: LuceneNode) -> String {
        switch node {
        case .clauses(let clauses, let boost, _):
            let marks: [LuceneClause.Occurrence: String] = [.must: "+", .mustNot: "-", .should: ""]
            let parts = clauses.map { (marks[$0.occurrence] ?? "") + short($0.node) }
            return "[\(parts.joined(separator: " "))]" + (boost.map { "^\($0)" } ?? "")
        case .test(let test):
            let field = test.field.map { "\($0.name):" } ?? ""
            return field + short(test.question) + (test.boost.map { "^\($0)" } ?? "")
        }
    }

    private func short(_ question: LuceneTest.Question) -> String {
        switch question {
        case .text(let text): return text
        case .phrase(let text, let slop): return "\"\(text)\"" + (slop == 0 ? "" : "~\(slop)")
        case .prefix(let text): return "prefix(\(text))"
        case .wildcard(let pattern): return "wildcard(\(pattern))"
        case .regex(let pattern): return "regex(\(pattern))"
        case .fuzzy(let text, let distance): return "fuzzy(\(text), \(distance))"
        case .range(let lower, let upper):
            let low = lower.map { ($0.isInclusive ? ">=" : ">") + $0.text } ?? ""
            let high = upper.map { ($0.isInclusive ? "<=" : "<") + $0.text } ?? ""
            return "range(\([low, high].filter { !$0.isEmpty }.joined(separator: " ")))"
        case .exists: return "exists"
        case .matchAll: return "all"
        }
    }

    @Test func andAndOrTouchTheirNeighboursOnly() {
        #expect(short("x:1 OR y:2 AND z:3") == "[x:1 +y:2 +z:3]")
        #expect(short("x:1 OR y:2 z:3", .and) == "[x:1 y:2 +z:3]")
        #expect(short("x:1 OR NOT y:2") == "[x:1 -y:2]")
        #expect(short("x:1 AND NOT (y:2 OR z:3)") == "[+x:1 -[y:2 z:3]]")
        #expect(short("+x:1 OR y:2", .and) == "[x:1 y:2]")
    }

    @Test func wordsSideBySideAreOneText() {
        #expect(short("user.name:(root admin) tty") == "[user.name:root admin tty]")
        #expect(short("one two three AND four") == "[one two +three +four]")
        #expect(short("one two* three four") == "[one prefix(two) three four]")
        #expect(short("proc:cmd exe") == "[proc:cmd exe]")
    }

    @Test func escapesAreDecodedButInPatterns() {
        #expect(short(#"path:C\:\\Temp\\a\ b"#) == #"path:C:\Temp\a b"#)
        #expect(short(#"path:C\:\\*\\x"#) == #"path:wildcard(C\:\\*\\x)"#)
        #expect(short(#"x:\uD83D\uDE00"#) == "x:😀")
        #expect(short(#"x:"\uD83D""#) == "x:\"\u{FFFD}\"")
        #expect(short("x:\"\u{301}e\"") == "x:\"\u{301}e\"")
    }

    @Test func slashesAreRegularExpressions() {
        #expect(short(#"url.path:/\/api\/v[12]/"#) == #"url.path:regex(\/api\/v[12])"#)
        #expect(short("http://host") == "[http:regex() host]")
        #expect(short(#"a:/b\/ c"#) == #"[a:regex(b\) c]"#)
    }

    @Test func rangesKnowTheirSides() {
        #expect(short("n:[1 TO 5}^2") == "n:range(>=1 <5)^2.0")
        #expect(short(#"d:{"a b" TO *]"#) == "d:range(>a b)")
        #expect(short("n:>=10") == "n:range(>=10)")
        #expect(short("n:>=") == "n:range(>=)")
        #expect(short("n:>") == "n:>")
        #expect(short(">5") == ">5")
    }

    /// What is said of a test points at all of it; what is said of its value at that alone.
    @Test(arguments: [
        ("a:b~1", "a:b~1", "b"), ("a:b^2", "a:b^2", "b"), ("a:b ~1 ^2", "a:b ~1 ^2", "b"), ("b^2~1", "b^2~1", "b"),
        (#"a:"b c"~3^2"#, #"a:"b c"~3^2"#, #""b c""#), ("a:[1 TO 5}^2", "a:[1 TO 5}^2", "[1 TO 5}"),
        ("a: /b/^2 ", "a: /b/^2", "/b/"), ("_exists_:b^2", "_exists_:b^2", "b"), ("a:(b^2)", "b^2", "b"),
        ("a:b", "a:b", "b"), (" b c ", "b c", "b c"), ("a:b*^2", "a:b*^2", "b*"),
    ])
    func testsReachOverTheirSuffixes(text: String, whole: String, value: String) throws {
        let test = try #require(Lucene.parse(text).root?.tests.first)
        let bytes = Array(text.utf8)
        #expect(String(decoding: bytes[test.range.start..<test.range.end], as: UTF8.self) == whole)
        #expect(String(decoding: bytes[test.valueRange.start..<test.valueRange.end], as: UTF8.self) == value)
    }

    @Test func groupsReachOverTheirBoosts() {
        let query = Lucene.parse("x AND f:(a OR b)^2")
        guard case .clauses(let clauses, _, _)? = query.root else { return #expect(Bool(false), "no list") }
        #expect(clauses.map(\.node.range) == [ByteRange(0, 1), ByteRange(6, 18)])
    }

    @Test func existenceAndEverything() {
        #expect(short("_exists_:user.name AND *:*") == "[+user.name:exists +all]")
        #expect(short("host.name:*") == "host.name:exists")
        #expect(short("\u{20}\n") == "nothing")
    }

    @Test(arguments: [
        ("a AND", 5), ("(a", 2), ("a)", 1), ("a: ", 3), ("[x TO]", 5), ("[x to y]", 3), ("a^b", 2), ("a~9", 1),
        ("+-a", 1),
        (#"a:\u00g0"#, 2), ("\u{3000}}", 3), (#"x\"#, 1), ("a \"b", 2), ("x:é ]", 5),
    ])
    func faultsArePlacedInBytes(text: String, offset: Int) { #expect(short(text) == "error \(offset)") }

    @Test func everyFaultSaysWhatToDo() {
        for text in ["a:-1", "a:", "AND a", "()", "~2", "a/b", "x}", "x\"", "[a b]", "a^", "a~7", "f:g:h", "(a"] {
            let issue = Lucene.parse(text).issues.first
            #expect(issue?.help.isEmpty == false, "\(text): \(issue?.message ?? "no issue")")
        }
    }

    @Test func deepAndLongQueriesAreAnswered() {
        let deep = String(repeating: "(", count: 100_000)
        #expect(Lucene.parse(deep).issues.first?.cause == .limit)
        let balanced = String(repeating: "(", count: 128) + "a" + String(repeating: ")", count: 128)
        #expect(Lucene.parse(balanced).issues.isEmpty)
        let list = "a:(" + (0..<20_000).map { "v\($0)" }.joined(separator: " OR ") + ")"
        #expect(Lucene.parse(list).issues.isEmpty)
        let long = String(repeating: "a OR ", count: 60_000)
        #expect(Lucene.parse(long).issues.first?.cause == .limit)
    }

    /// Bytes changed, taken out, doubled and moved: each text is answered, with places inside it.
    @Test func answersMutatedQueries() {
        let seeds = [
            #"process.name:(cmd.exe OR "power shell") AND NOT user.name:/adm.*/^2"#,
            #"@timestamp:{2024-01-01 TO *] OR n:>=5 -x:wo?d* +y:fuz~1 _exists_:z"#,
        ]
        let pieces = ["(", ")", "\"", "\\", "[", "}", ":", " AND ", " TO ", "/", "*", "~", "^", "\u{3000}", "\\u"].map {
            Array($0.utf8)
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var bytes = Array(seeds[Int.random(in: 0..<seeds.count, using: &random)].utf8)
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
                case 2: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let query = Lucene.parse(text)
            let end = text.utf8.count
            for issue in query.issues where issue.range.end > end || issue.offset > end || issue.offset < 0 {
                Issue.record("\(text.debugDescription): \(issue)")
            }
        }
    }
}

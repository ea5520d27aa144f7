import Diagnostics
import Queries
import SourceText
import TestSupport
import Testing

@Suite struct EQLParserTests {
    private static let none = ByteRange(at: 0)

    /// The condition of `any where …`, without places.
    private func condition(_ text: String) -> EQLNode? {
        let query = EQL.parse("any where \(text)")
        #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
        guard case .event(let filter)? = query.statement else { return nil }
        return filter.condition.withoutRanges
    }

    private func series(_ text: String) -> EQLSeries? {
        let query = EQL.parse(text)
        #expect(query.issues.isEmpty, "\(text): \(query.issues.first?.message ?? "")")
        guard case .series(let series)? = query.statement else { return nil }
        return series
    }

    private func field(_ name: String, optional: Bool = false) -> EQLNode {
        .field(EQLField(name.split(separator: ".").map(String.init), isOptional: optional, Self.none))
    }

    private func number(_ value: Int64) -> EQLNode { .literal(EQLLiteral(.integer(value), Self.none)) }
    private func string(_ text: String) -> EQLNode { .literal(EQLLiteral(.string(text), Self.none)) }

    private func equal(_ name: String, _ value: Int64) -> EQLNode {
        .comparison(field(name), .equal, number(value), Self.none)
    }

    @Test func bindsNotBeforeAndBeforeOr() {
        let wanted: EQLNode = .or(
            [equal("a", 1), .and([.not(equal("b", 2), Self.none), equal("c", 3)], Self.none)], Self.none)
        #expect(condition("a == 1 or not b == 2 and c == 3") == wanted)
        #expect(condition("(a == 1) or ((not (b == 2)) and (c==3))") == wanted)
    }

    @Test func makesOneNodeOfAChainAndKeepsParenthesesOfEqualOperators() {
        let (a, b, c) = (equal("a", 1), equal("b", 2), equal("c", 3))
        #expect(condition("a == 1 or b == 2 or c == 3") == .or([a, b, c], Self.none))
        #expect(condition("a == 1 or (b == 2 or c == 3)") == .or([a, .or([b, c], Self.none)], Self.none))
        let sum = EQLNode.arithmetic(
            field("a"), [EQLTerm(.subtract, field("b")), EQLTerm(.add, field("c"))], Self.none)
        #expect(condition("a - b + c > 0") == .comparison(sum, .greater, number(0), Self.none))
    }

    @Test func bindsSignsBeforeProductsBeforeSums() {
        let product = EQLNode.arithmetic(
            .sign(isMinus: true, field("a"), Self.none), [EQLTerm(.multiply, field("b"))], Self.none)
        let sum = EQLNode.arithmetic(product, [EQLTerm(.add, number(1))], Self.none)
        #expect(condition("-a * b + 1 == 2") == .comparison(sum, .equal, number(2), Self.none))
    }

    @Test func attachesListsToThePrimary() {
        let list = EQLNode.list(field("b"), [number(1)], isNegated: false, ignoresCase: false, Self.none)
        #expect(condition("a + b in (1)") == .arithmetic(field("a"), [EQLTerm(.add, list)], Self.none))
        let negated = EQLNode.list(
            field("a"), [string("x"), string("y")], isNegated: true, ignoresCase: true, Self.none)
        #expect(condition("a not in~ (\"x\", \"y\")") == negated)
    }

    @Test func readsEveryFormOfPattern() {
        let values = [EQLLiteral(.string("x*"), Self.none), EQLLiteral(.integer(1), Self.none)]
        for matcher in EQLMatcher.allCases {
            #expect(
                condition("a \(matcher.rawValue) (\"x*\", 1)") == .match(field("a"), matcher, values, Self.none))
            #expect(condition("a \(matcher.rawValue) \"x*\"") == .match(field("a"), matcher, [values[0]], Self.none))
        }
    }

    @Test func readsNames() {
        func parts(_ text: String) -> [String]? {
            guard case .field(let field)? = condition(text) else { return nil }
            return field.parts
        }
        #expect(parts("a.b") == ["a", "b"])
        #expect(parts("a . b") == ["a", "b"])
        #expect(parts("`a.b c`") == ["a.b c"])
        #expect(parts("a.`by`.@c") == ["a", "by", "@c"])
        #expect(parts("`a``b`") == ["a`b"])
        #expect(parts("``") == [""])
        #expect(parts("NOT") == ["NOT"])
        #expect(condition("?a.b") == field("a.b", optional: true))
    }

    @Test func readsConstants() {
        func content(_ text: String) -> EQLLiteral.Content? {
            guard case .literal(let literal)? = condition(text) else { return nil }
            return literal.content
        }
        let cases: [(String, EQLLiteral.Content)] = [
            ("007", .integer(7)), ("9223372036854775807", .integer(.max)),
            ("9223372036854775808", .decimal(9_223_372_036_854_775_808)), ("1.", .decimal(1)), (".5", .decimal(0.5)),
            ("1.e3", .decimal(1_000)), (".5E-3", .decimal(0.0005)), ("true", .boolean(true)), ("null", .null),
            (#""a\"b\\c\n""#, .string("a\"b\\c\n")), (#""\u{1F4a9}\u{41}""#, .string("💩A")),
            (#""""C:\x""""#, .string(#"C:\x"#)), (#"""""a""""#, .string("\"a")), (#""""a"""""#, .string("a\"")),
            ("\"\"\"\"\"\"", .string("")), ("\"*?\"", .string("*?")),
        ]
        for (text, wanted) in cases { #expect(content(text) == wanted, "\(text)") }
    }

    @Test func readsCallsOfAnyName() {
        let call = EQLNode.call(
            EQLName("startsWith", ignoresCase: true, Self.none), arguments: [field("a"), string("x")], Self.none)
        #expect(condition("startsWith~ (a, \"x\")") == call)
        #expect(condition("f()") == .call(EQLName("f", ignoresCase: false, Self.none), arguments: [], Self.none))
    }

    @Test func readsCategories() {
        func name(_ text: String) -> String?? {
            guard case .event(let filter)? = EQL.parse("\(text) where true").statement else { return nil }
            return .some(filter.category.name)
        }
        #expect(name("any") == .some(nil))
        #expect(name("process") == "process")
        #expect(name("\"any\"") == "any")
        #expect(name("\"\"\"a b\"\"\"") == "a b")
    }

    @Test func readsSequences() throws {
        let text = """
            sequence by user.id, ?host.id with maxspan = 5 m
              [process where a == 1] by pid with runs=3
              ![any where b] by ppid
            until [file where true] by x.y
            | tail 2 | head 1 + 1
            """
        let series = try #require(self.series(text))
        #expect(series.kind == .sequence)
        #expect(series.keys.map(\.name) == ["user.id", "host.id"])
        #expect(series.keys.map(\.isOptional) == [false, true])
        #expect(series.maxspan?.milliseconds == 300_000)
        #expect(series.stages.map(\.runs) == [3, nil])
        #expect(series.stages.map(\.isMissing) == [false, true])
        #expect(series.stages.map { $0.keys.map(\.name) } == [["pid"], ["ppid"]])
        #expect(series.until?.filter.category.name == "file")
        #expect(EQL.parse(text).pipes.map(\.count) == [2, 2])
    }

    @Test func knowsThePlaceOfEveryNode() throws {
        let text = "process where (a == 1) and not x.y : (\"p\", \"q\") or f(b) + 2 > -3"
        let query = EQL.parse(text)
        guard case .event(let filter)? = query.statement else { return }
        var texts: [String] = []
        func visit(_ node: EQLNode) {
            texts.append(String(decoding: Array(text.utf8)[node.range.start..<node.range.end], as: UTF8.self))
            for part in node.parts { visit(part) }
        }
        visit(filter.condition)
        #expect(
            texts == [
                "(a == 1) and not x.y : (\"p\", \"q\") or f(b) + 2 > -3", "(a == 1) and not x.y : (\"p\", \"q\")",
                "a == 1", "a", "1", "not x.y : (\"p\", \"q\")", "x.y : (\"p\", \"q\")", "x.y", "f(b) + 2 > -3",
                "f(b) + 2", "f(b)", "b", "2", "-3", "3",
            ])
        #expect(filter.range == ByteRange(0, text.utf8.count))
    }

    @Test func skipsCommentsWhereverBlanksMayStand() {
        #expect(condition("a/* x /* y */ */==// z\n1") == equal("a", 1))
    }

    @Test func takesLongChainsAndRefusesDeepNesting() {
        for joint in [" or ", " and ", " + ", " * "] {
            let count = (EQL.maximumBytes - 64) / joint.utf8.count / 2
            let text = "any where " + Array(repeating: "a", count: count).joined(separator: joint)
            #expect(EQL.parse(text).issues.isEmpty, "\(joint)")
        }
        let depth = EQL.maximumDepth
        for (opener, closer) in [("(", ")"), ("not ", ""), ("-", ""), ("f(", ")"), ("a in (", ")")] {
            func text(_ count: Int) -> String {
                "any where " + String(repeating: opener, count: count) + "a" + String(repeating: closer, count: count)
            }
            #expect(EQL.parse(text(depth)).issues.isEmpty, "\(opener)")
            let issues = EQL.parse(text(depth + 1)).issues
            #expect(issues.compactMap(\.cause) == [.limit], "\(opener)")
            #expect(
                issues.first?.range.start == 10 + depth * opener.utf8.count
                    + (opener == "a in (" ? 5 : opener == "f(" ? 1 : 0))
            #expect(EQL.parse(text(60_000)).issues.compactMap(\.cause) == [.limit])
        }
        let long = EQL.parse("any where " + String(repeating: "a", count: EQL.maximumBytes))
        #expect(long.issues.compactMap(\.cause) == [.limit])
        #expect(long.issues.first?.range.start == EQL.maximumBytes)
    }

    /// `make fuzz` asks more. Bytes changed, taken out, doubled and moved: each text is answered, with places inside it.
    @Test func answersMutatedQueries() {
        let seeds = [
            "process where event.type == \"start\" and process.args : (\"a*\", \"b\") and not ?x.y in (1, 2.5, null)",
            "sequence by a, b with maxspan=5m [any where true] by c with runs=2 ![file where x] by d until [any where 1] by e | tail 1",
            "sample by h [any where startsWith~(a, \"\"\"C:\\x\"\"\")] [\"c d\" where `q``r`.s like~ \"\\u{41}\"]",
            "any where (a + 1) * -b % 2 >= length(c) /* x */ or d regex (\"a|b\") // end",
        ]
        let pieces = [
            "(", ")", "[", "]", "![", "\"", "\"\"\"", "\\", "`", "'", "|", " and ", " or ", " not ", " in ", ":", "=",
            "==", ",", "?", ".", "~", "/*", "*/", "//", " by ", " with ", "1e9", "\n", "\\u{", "é",
        ].map { Array($0.utf8) }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20_000 {
            var bytes = Array((seeds.randomElement(using: &random) ?? "").utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
                case 2: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
                case 3: bytes.removeSubrange(place...)
                default: bytes.insert(contentsOf: pieces.randomElement(using: &random) ?? [], at: place)
                }
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let query = EQL.parse(text)
            let end = text.utf8.count
            for issue in query.issues where issue.range.end > end || issue.offset > end || issue.offset < 0 {
                Issue.record("\(text.debugDescription): \(issue)")
            }
            guard query.issues.isEmpty else { continue }
            let again = EQL.parse(EQL.print(query))
            if again.statement?.withoutRanges != query.statement?.withoutRanges {
                Issue.record("\(text.debugDescription) → \(EQL.print(query).debugDescription)")
            }
        }
    }
}

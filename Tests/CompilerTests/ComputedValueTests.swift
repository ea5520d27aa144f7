import Compiler
import Machine
import Queries
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// Computed values that are easily got wrong, by the reference evaluator, as a value of the compiled program, and as a
/// condition of a rule.
@Suite struct ComputedValueTests {
    struct Case: CustomTestStringConvertible {
        var text: String
        var event: String
        var value: ReferenceResult?

        init(_ text: String, _ event: String, _ value: ReferenceResult?) {
            (self.text, self.event, self.value) = (text, event, value)
        }

        var testDescription: String { "\(text) on \(event)" }
    }

    private static let types = [
        "k": "keyword", "m": "keyword", "n": "long", "ul": "unsigned_long", "d": "double", "when": "date",
        "nanos": "date_nanos", "ip": "ip", "b": "boolean", "t": "text", "v": "version",
    ]

    static let cases: [Case] = [
        // A part of a condition that stands for a value is not needed for it (the key index skips no such event).
        Case(#"string(k == "b" and false)"#, "{}", .text("false")),
        Case(#"string(k == "b" and when > "2024-01-01")"#, #"{"when":false}"#, .text("false")),
        Case(#"string(length(k) != null)"#, "{}", .text("false")),
        Case(#"string(k != null)"#, "{}", .text("false")),
        Case(#"("x" : "y") == (k == "x" and false)"#, "{}", .boolean(true)),
        // A test that no value meets is null without a value all the same.
        Case("string(n == 0.5)", "{}", nil),
        Case(#"string(t > "a")"#, "{}", nil),
        Case("string(n == 0.5)", #"{"n":1}"#, .text("false")),
        Case(#"not startsWith(k, "")"#, "{}", nil),
        Case(#"string(not startsWith(k, ""))"#, "{}", nil),
        Case(#"not stringContains(k, "")"#, "{}", nil),
        // Numbers.
        Case("ul", #"{"ul":18446744073709551615}"#, .double(1.8446744073709552e19)),
        Case("ul + 1", #"{"ul":"9223372036854775808"}"#, .double(9.223372036854775808e18)),
        Case("n % -1", #"{"n":-9223372036854775808}"#, .whole(0)),
        Case("n / -1", #"{"n":-9223372036854775808}"#, nil),
        Case("n + 1", #"{"n":9223372036854775807}"#, nil),
        Case("n / 0", #"{"n":1}"#, nil),
        Case("n / 0.0", #"{"n":1}"#, nil),
        Case("n * 2", #"{"n":"4.9"}"#, .whole(8)),
        Case(#"number("0x1f")"#, "{}", .whole(31)),
        Case(#"number("-0x1f")"#, "{}", nil),
        Case(#"number("0x-1f")"#, "{}", nil),
        Case(#"number("0x+1f")"#, "{}", nil),
        // The least value: texts by their UTF-8, while two texts compare by UTF-16.
        Case("string(k)", #"{"k":["😀","\uffff"]}"#, .text("\u{FFFF}")),
        Case("k < m", #"{"k":"😀","m":"\uffff"}"#, .boolean(true)),
        // Dates.
        Case("string(when)", #"{"when":"2024-01-01T00:00:00.123456Z"}"#, .text("2024-01-01T00:00:00.123Z")),
        Case(
            "when == nanos", #"{"when":"2024-01-01T00:00:00.123456Z","nanos":"2024-01-01T00:00:00.123Z"}"#,
            .boolean(true)),
        Case("when < d", #"{"when":0,"d":0.5}"#, .boolean(true)),
        Case("when == n", #"{"when":"2024-01-01","n":1704067200000}"#, .boolean(true)),
        Case("when == m", #"{"when":"2024-01-01T00:00:00Z","m":"2024-01-01"}"#, .boolean(true)),
        Case("when == m", #"{"when":"2024-01-01T00:00:00Z","m":"none"}"#, .boolean(false)),
        // What a function does not take has no value, wherever it stands.
        Case(#"substring(k, 0, "x")"#, #"{"k":"abc"}"#, nil),
        Case("substring(k, 0, 1.5)", #"{"k":"abc"}"#, nil),
        Case(#"indexOf(k, "b", "x")"#, #"{"k":"abc"}"#, nil),
        Case("substring(k, 1, n)", #"{"k":"abc"}"#, .text("bc")),
        // Letters.
        Case(#"startsWith~(k, "i")"#, #"{"k":"İstanbul"}"#, .boolean(true)),
        Case(#"indexOf~(k, "KEL")"#, "{\"k\":\"a\u{212A}el\"}", .whole(1)),
        Case("length(k)", #"{"k":"a😀b"}"#, .whole(4)),
        Case(#"between~(k, "É", "É", true)"#, #"{"k":"xéaéaé"}"#, .text("aéa")),
    ]

    @Test(arguments: cases) func valueIs(_ item: Case) throws {
        let node = try #require(EQL.parseExpression(item.text))
        let expr = EQL.lowerValue(node, fields: FieldMapping(Self.types)).expr
        let event = try #require(ReferenceEvent(json: item.event))
        #expect(ReferenceEvaluator(expr).value(event) == item.value, "reference evaluator")
        var buffer = EventBuffer()
        buffer.append(Array(item.event.utf8))
        var matcher = Matcher(RuleCompiler.compile(value: expr))
        #expect(matcher.match(buffer, 0..<buffer.count) == nil)
        #expect(matcher.result.flatMap(ReferenceResult.init) == item.value, "value of the program")
        // A rule that asks for the value finds the event, and one that asks for none does not.
        guard let value = item.value else { return }
        for (literal, isFound) in [(Self.literal(value), true), ("null", false)] {
            let query = "any where concat(\(item.text)) == concat(\(literal))"
            let condition = EQL.lower(EQL.parse(query), fields: FieldMapping(Self.types)).expr
            #expect(ReferenceEvaluator(condition).matches(event) == isFound, "reference evaluator: \(query)")
            var matcher = Matcher(RuleCompiler.compile([Self.rule(condition)]))
            #expect(matcher.match(buffer, 0..<buffer.count) == nil)
            #expect(!matcher.matches.isEmpty == isFound, "rule: \(query)")
        }
    }

    private static func literal(_ value: ReferenceResult) -> String {
        switch value {
        case .text(let text): JSONValue.string(text).text
        case .whole(let number): "\(number)"
        case .double(let number): "\(number)".replacing("e+", with: "e")
        case .boolean(let flag): "\(flag)"
        }
    }

    private static func rule(_ expr: Expr) -> RunnableRule {
        RunnableRule(
            id: "", name: "", severity: "", riskScore: 0, threat: [], indexPatterns: [],
            detection: .event(EventDetection(EventCondition(expr))))
    }
}

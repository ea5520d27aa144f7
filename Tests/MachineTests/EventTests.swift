import TestSupport
import Testing

@testable import Machine

/// Events: what slots see of them, and what is not an event.
@Suite struct EventTests {
    /// Whether `field` has the keyword `value` in the event.
    private func holds(_ field: String, _ value: String, _ event: String) -> Bool {
        var builder = ProgramBuilder()
        builder.beginRule(ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
        builder.beginUnit()
        var end = ProgramBuilder.Label()
        builder.emit(.test, builder.test(.keywordEquals, builder.slot(.values, field), builder.string(value)))
        builder.emit(.jumpIfFalse, to: &end)
        builder.emitHit()
        builder.place(end)
        builder.emit(.end)
        var matcher = Matcher(builder.finish())
        var buffer = EventBuffer(capacity: 64)
        buffer.append(Array(event.utf8))
        #expect(matcher.match(buffer, 0..<buffer.count) == nil, "\(event)")
        return !matcher.matches.isEmpty
    }

    @Test func pathsInEveryShape() {
        let events = [
            #"{"a":{"b":{"c":"x"}}}"#, #"{"a.b":{"c":"x"}}"#, #"{"a":{"b.c":"x"}}"#, #"{"a.b.c":"x"}"#,
            #"{"a":[{"b":{"c":"y"}},{"b":[{"c":["z",["x"]]}]}]}"#, #"{"a":{"b":1},"a.b.c":"x"}"#,
            #"{"z":[1,{"a":2}],"a":null,"a":{"b":{"q":{},"c":"x"}}}"#,
        ]
        for event in events { #expect(holds("a.b.c", "x", event), "\(event)") }
        let others = [
            #"{"a":{"b":"x"}}"#, #"{"a":{"b":{"c":{"d":"x"}}}}"#, #"{"b":{"c":"x"}}"#, #"{"a.b.cc":"x","a.b":"x"}"#,
        ]
        for event in others { #expect(!holds("a.b.c", "x", event), "\(event)") }
    }

    @Test func textOfValues() {
        let cases = [
            ("5", "5"), ("-9223372036854775808", "-9223372036854775808"),
            ("18446744073709551615", "18446744073709551615"),
            ("1.5", "1.5"), ("true", "true"), ("false", "false"), (#""a\"b\u00e9""#, "a\"bé"), (#""""#, ""),
        ]
        for (json, text) in cases { #expect(holds("v", text, "{\"v\":\(json)}"), "\(json)") }
        #expect(!holds("v", "5", #"{"v":"05"}"#))
        // Composed and decomposed letters are different bytes.
        #expect(!holds("v", "e\u{301}", #"{"v":"é"}"#))
    }

    @Test func otherLinesAreToldApart() {
        var matcher = Matcher(SampleProgram.make())
        func fault(_ text: String) -> EventError? {
            var buffer = EventBuffer()
            buffer.append(Array(text.utf8))
            return matcher.match(buffer, 0..<buffer.count)
        }
        #expect(fault("[1]") == .notAnObject)
        #expect(fault("5") == .notAnObject)
        let broken = [
            "{", "{\"a\":}", "{\"a\":1,}", "nul", "{\"a\":\"\u{1}\"}", #"{"a":"\ud800"}"#, "{\"a\":1}{", "{'a':1}",
            "\u{FEFF}{}",
            #"{"a":123456789012345678901234567890}"#, #"{"a":1e999}"#, "{\"a\":01}",
        ]
        for text in broken {
            guard case .notJSON? = fault(text) else {
                Issue.record("\(text) is taken for an event")
                continue
            }
        }
        #expect(fault(#"{"a":1}"#) == nil)
    }

    @Test func deepNestingIsRefusedOrWalked() {
        var matcher = Matcher(SampleProgram.make())
        for depth in [10, 500, 1000, 1020, 1030, 5000, 100_000] {
            for (open, close) in [("{\"o\":", "}"), ("[", "]"), ("{\"a.b\":[", "]}")] {
                let text =
                    #"{"o":"# + String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
                    + "}"
                var buffer = EventBuffer()
                buffer.append(Array(text.utf8))
                let fault = matcher.match(buffer, 0..<buffer.count)
                #expect((fault == nil) == (depth * (open.utf8.count > 6 ? 2 : 1) < 1022), "\(depth) \(open)")
            }
        }
    }

    /// Damaged lines are refused or matched.
    @Test func damagedEventsNeverTrap() {
        var matcher = Matcher(SampleProgram.make())
        var random = SeededGenerator(seed: 4)
        let letters = Array("{}[]\",:.\\ua0b1-e+tfn \u{7F}é".utf8)
        for round in 0..<20_000 {
            var bytes = Array(SampleProgram.events[round % SampleProgram.events.count].utf8)
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes[place] = letters.randomElement(using: &random) ?? 0
                case 1: bytes.insert(letters.randomElement(using: &random) ?? 0, at: place)
                default: if bytes.count > 1 { bytes.remove(at: place) }
                }
            }
            var buffer = EventBuffer(capacity: 64)
            buffer.append(bytes)
            _ = matcher.match(buffer, 0..<buffer.count)
        }
    }

    /// An event sees nothing of the one before.
    @Test func eventsAreApart() {
        var matcher = Matcher(SampleProgram.make())
        var lines: [String] = []
        for event in SampleProgram.events + SampleProgram.events.reversed() {
            var buffer = EventBuffer()
            buffer.append(Array(event.utf8))
            _ = matcher.match(buffer, 0..<buffer.count)
            var fresh = Matcher(SampleProgram.make())
            _ = fresh.match(buffer, 0..<buffer.count)
            #expect(matcher.matches == fresh.matches)
            var text: [UInt8] = []
            matcher.appendTimestamp(to: &text)
            matcher.appendIdentifier(to: &text)
            lines.append(String(decoding: text, as: UTF8.self))
        }
        #expect(lines[0] == #""2024-01-02T00:00:00Z"null"#)
        #expect(lines[4] == "nullnull")
    }
}

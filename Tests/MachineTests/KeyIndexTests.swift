import Machine
import Testing

/// What keys find in events; that no match is lost is the matter of the differential and the corpus tests.
@Suite struct KeyIndexTests {
    /// A program of rules that match every event that their key lets through.
    private static func program(_ keys: [[ProgramKey]?]) -> Program {
        var builder = ProgramBuilder()
        for key in keys {
            builder.beginRule(ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
            builder.beginUnit()
            builder.setKeys(key)
            builder.emitHit()
            builder.emit(.end)
        }
        return builder.finish()
    }

    private static func matches(_ program: Program, _ event: String) -> [Int] {
        var matcher = Matcher(program)
        var buffer = EventBuffer()
        buffer.append(Array(event.utf8))
        #expect(matcher.match(buffer, 0..<event.utf8.count) == nil)
        return matcher.matches
    }

    @Test func textsAreFoundInAnyCase() throws {
        let long = String(repeating: "a", count: 80)
        let program = Self.program([
            [ProgramKey(.values, "a.b", .text(Array("cmd.exe".utf8)))],
            [ProgramKey(.values, "a.b", .text(Array("".utf8))), ProgramKey(.values, "c", .text(Array("5".utf8)))],
            [ProgramKey(.values, "a.b", .text(Array(long.utf8)))], nil, [],
            [ProgramKey(.leaves, "a", .text(Array("true".utf8)))],
            [ProgramKey(.values, "a.b", .text(Array("ä\u{212A}".utf8)))],
        ])
        for program in [program, try Program(decoding: program.encoded())] {
            #expect(Self.matches(program, #"{"a":{"b":"CMD.exe"}}"#) == [0, 3])
            #expect(Self.matches(program, #"{"a.b":["x",["cmd.EXE"]]}"#) == [0, 3])
            #expect(Self.matches(program, #"{"a":{"b":"cmd.exe "}}"#) == [3])
            #expect(Self.matches(program, #"{"a":{"b":""}}"#) == [1, 3])
            #expect(Self.matches(program, #"{"c":5}"#) == [1, 3])
            #expect(Self.matches(program, #"{"c":null}"#) == [3])
            #expect(Self.matches(program, "{\"a\":{\"b\":\"\(long.uppercased())\"}}") == [2, 3])
            #expect(Self.matches(program, "{\"a\":{\"b\":\"\(long)a\"}}") == [3])
            #expect(Self.matches(program, #"{"a":{"x":{"y":[true]}}}"#) == [3, 5])
            // Only ASCII letters are folded: the Kelvin sign is not a k.
            #expect(Self.matches(program, "{\"a\":{\"b\":\"ä\u{212A}\"}}") == [3, 6])
            #expect(Self.matches(program, #"{"a":{"b":"äk"}}"#) == [3])
        }
    }

    @Test func numbersAreFoundInEveryForm() {
        let program = Self.program([
            [ProgramKey(.values, "n", .number(5))], [ProgramKey(.values, "n", .number(0))],
            [ProgramKey(.values, "n", .number(9_007_199_254_740_992))], [ProgramKey(.values, "n", .exists)],
        ])
        for five in ["5", "5.0", "5.9", "\"5\"", "\"5.5\"", "5e0", "[1, 5]"] {
            #expect(Self.matches(program, "{\"n\":\(five)}") == [0, 3], "\(five)")
        }
        for zero in ["0", "-0", "-0.0", "0.5", "-0.5", "\"-0.0\""] {
            #expect(Self.matches(program, "{\"n\":\(zero)}") == [1, 3], "\(zero)")
        }
        #expect(Self.matches(program, #"{"n":9007199254740993}"#) == [2, 3])
        #expect(Self.matches(program, #"{"n":"9007199254740993"}"#) == [2, 3])
        #expect(Self.matches(program, #"{"n":"x"}"#) == [3])
        #expect(Self.matches(program, #"{"n":[]}"#) == [])
    }

    /// Rules come in their order, whatever the order of the values that called for them.
    @Test func manyRulesOfOneKeyComeInOrder() {
        let keys = (0..<1_000).map { rule in
            [ProgramKey(.values, rule % 2 == 0 ? "a" : "b", .text(Array((rule % 3 == 0 ? "x" : "y").utf8)))]
        }
        let program = Self.program(keys)
        #expect(Self.matches(program, #"{"b":"X","a":"Y"}"#) == (0..<1_000).filter { $0 % 2 == ($0 % 3 == 0 ? 1 : 0) })
    }
}

import Machine
import Testing

/// Words of texts, which are split once an event: every test sees the words of its own slot, event and value.
@Suite struct WordTableTests {
    private static func utf8(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

    /// Rule 0 looks for words, 1 for a phrase, 2 for a phrase with a repetition, 3 for the first word in another field, 4
    /// for a phrase in the objects of a loop.
    private static func program() -> Program {
        var builder = ProgramBuilder()
        func rule(_ emit: (inout ProgramBuilder) -> Void) {
            builder.beginRule(ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
            builder.beginUnit()
            emit(&builder)
            var end = ProgramBuilder.Label()
            builder.emit(.jumpIfFalse, to: &end)
            builder.emitHit()
            builder.place(end)
            builder.emit(.end)
        }
        rule { $0.emit(.test, $0.test(.wordIn, $0.slot(.values, "m"), $0.set(utf8(["vault", "secret"])))) }
        rule { $0.emit(.test, $0.test(.phrase, $0.slot(.values, "m"), $0.list(utf8(["key", "vault"])))) }
        rule { $0.emit(.test, $0.test(.phrase, $0.slot(.values, "m"), $0.list(utf8(["a", "a", "b"])))) }
        rule { $0.emit(.test, $0.test(.wordIn, $0.slot(.values, "o"), $0.set(utf8(["vault"])))) }
        rule {
            let loop = $0.beginNested("n")
            $0.emit(.test, $0.test(.phrase, $0.slot(.values, "m"), $0.list(utf8(["key", "vault"]))))
            $0.endNested(loop)
        }
        return builder.finish()
    }

    @Test func everyTestSeesItsOwnWords() throws {
        var matcher = Matcher(try Program(decoding: Self.program().encoded()))
        var buffer = EventBuffer()
        let long = String(repeating: "x", count: 300)
        for (event, expected) in [
            (#"{"m":"The Key vault"}"#, [0, 1]), (#"{"m":"key"}"#, []), (#"{"m":["key","vault"]}"#, [0]),
            (#"{"m":["no","key-VAULT"],"o":"key"}"#, [0, 1]), (#"{"o":"vault"}"#, [3]), (#"{"m":"a a a b"}"#, [2]),
            (#"{"m":"a b a a"}"#, []), (#"{"m":["a a","b"]}"#, []), (#"{"m":"a A\nB"}"#, [2]),
            (#"{"n":[{"m":"key"},{"m":"key vault"}]}"#, [4]), (#"{"n":[{"m":"key"},{"m":"vault"}]}"#, []),
            (#"{"m":7,"o":true}"#, []), (#"{"m":""}"#, []), ("{\"m\":\"\(long) vaults\"}", []),
            ("{\"m\":\"\(long) secret\"}", [0]), (#"{}"#, []), (#"{"m":"The Key vault"}"#, [0, 1]),
        ] as [(String, [Int])] {
            buffer.removeAll()
            buffer.append(Array(event.utf8))
            #expect(matcher.match(buffer, 0..<event.utf8.count) == nil)
            #expect(matcher.matches == expected, "\(event)")
        }
    }
}

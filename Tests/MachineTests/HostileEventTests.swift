import Machine
import TestSupport
import Testing
import Values

/// Hostile programs and values: twice the size takes at most 2.2 times the time of the processor.
@Suite(.serialized) struct HostileEventTests {
    /// A program of one rule for each emit, without keys unless it sets some.
    private static func program(_ rules: [(inout ProgramBuilder) -> Void]) -> Program {
        var builder = ProgramBuilder()
        for emit in rules {
            builder.beginRule(ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
            builder.beginUnit()
            emit(&builder)
            var end = ProgramBuilder.Label()
            builder.emit(.jumpIfFalse, to: &end)
            builder.emitHit()
            builder.place(end)
            builder.emit(.end)
        }
        return builder.finish()
    }

    private static func test(_ opcode: Opcode, _ operand: @escaping (inout ProgramBuilder) -> UInt32) -> Program {
        program([{ $0.emit(.test, $0.test(opcode, $0.slot(.values, "v"), operand(&$0))) }])
    }

    /// `*a?b*`: stars and question marks as in queries.
    private static func parts(_ text: String) -> [PatternPart] {
        text.map { $0 == "*" ? .anyCharacters : $0 == "?" ? .oneCharacter : .literal(Array(String($0).utf8)) }
    }

    private static func repeated(_ text: String, _ count: Int) -> String {
        String(repeating: text, count: count / text.utf8.count)
    }

    /// The lines with a program; the time of all of them after a first pass.
    private static func time(_ program: Program, _ lines: [String], runs: Int = 3) -> Duration {
        var matcher = Matcher(program)
        var buffer = EventBuffer()
        var places: [Range<Int>] = []
        for line in lines {
            let start = buffer.count
            buffer.append(Array(line.utf8))
            places.append(start..<buffer.count)
        }
        var least = Duration.seconds(1_000)
        for _ in 0..<runs {
            let time = ProcessorTime.of {
                for place in places {
                    let fault = matcher.match(buffer, place)
                    if fault != nil { Issue.record("a line is refused") }
                }
            }.time
            least = min(least, time)
        }
        return least
    }

    /// Compares a size with its double; noise of a busy machine gets two more chances.
    private static func expectLinear(_ name: String, _ size: Int, _ time: (Int) -> Duration) {
        var figures: [String] = []
        for _ in 0..<3 {
            let (one, two) = (time(size), time(2 * size))
            if ProcessorTime.isLinear(one, two, factor: 2.2) { return }
            figures.append("\(one), then \(two)")
        }
        Issue.record("\(name): \(figures.joined(separator: "; "))")
    }

    private static func event(_ value: String) -> String { "{\"v\":\"\(value)\"}" }

    // MARK: - Patterns

    /// Each with a value that makes it try again at every place.
    @Test(arguments: [
        ("*a*b*c*", "ab"), ("*a*a*a*a*b", "a"), ("*a?c*", "a"), ("*?a?b*", "a"), ("a?*?b", "a"), ("*aab*", "a"),
        ("*a??????b*", "a"), ("*\u{E9}?b*", "\u{E9}"), ("*a*?*?*b*", "a"),
    ])
    func patternsAreLinearInTheValue(pattern: String, letters: String) {
        for opcode in [Opcode.keywordFits, .stringFits, .foldedFits] {
            let program = Self.test(opcode) { $0.pattern(Self.parts(pattern)) }
            Self.expectLinear("\(opcode) \(pattern)", 500_000) {
                Self.time(program, [Self.event(Self.repeated(letters, $0))])
            }
        }
    }

    @Test func patternsAreLinearInTheirParts() {
        let value = Self.event(Self.repeated("ab", 50_000))
        for piece in ["*a", "*a?", "?", "*ab*"] {
            Self.expectLinear("\(piece) many times", 200) { count in
                let pattern = Self.parts(String(repeating: piece, count: count) + "c*")
                return Self.time(Self.test(.keywordFits) { $0.pattern(pattern) }, [value])
            }
        }
    }

    @Test func pathPatternsAreLinear() {
        let program = Self.program([
            { $0.emit(.test, $0.test(.exists, $0.slot(matching: Self.parts("*a*b*c*")))) }
        ])
        Self.expectLinear("names of many members", 20_000) { count in
            Self.time(program, ["{" + (0..<count).map { "\"ab\($0)\":1" }.joined(separator: ",") + "}"])
        }
    }

    // MARK: - Sets and keys

    private static func members(_ count: Int) -> [[UInt8]] { (0..<count).map { Array("member-\($0)".utf8) } }

    @Test(arguments: [Opcode.keywordIn, .foldedIn, .wordIn, .phrase])
    func listsAreLinearInTheirMembers(opcode: Opcode) {
        // Making the programs is not part of the time.
        let programs = [10_000, 20_000].map { count in
            Self.test(opcode) { opcode == .phrase ? $0.list(Self.members(count)) : $0.set(Self.members(count)) }
                .encoded()
        }
        Self.expectLinear("taking up \(opcode)", 10_000) { count in
            ProcessorTime.of {
                guard let program = try? Program(decoding: programs[count / 10_000 - 1]) else {
                    Issue.record("it is refused")
                    return
                }
                _ = Self.time(program, [Self.event("member-7 member-x")], runs: 1)
            }.time
        }
    }

    /// One value calls for thousands of units, by keys of one kind.
    @Test func manyKeysOnOneValueAreLinear() {
        let value = Self.repeated("a", 100)
        let facts: [(String, (Int) -> ProgramKey.Fact)] = [
            ("text", { _ in .text(Array(value.utf8)) }), ("exists", { _ in .exists }),
            ("prefix", { .prefix([UInt8](repeating: 0x61, count: 1 + $0 % 90)) }),
            ("second", { .second([UInt8](repeating: 0x61, count: 1 + $0 % 90)) }),
            ("suffix", { .suffix([UInt8](repeating: 0x61, count: 1 + $0 % 90)) }),
            ("part", { .part([UInt8](repeating: 0x61, count: 1 + $0 % 90)) }),
            ("word", { _ in .word(Array(value.utf8)) }),
            ("other prefix", { .prefix(Array("a\($0)".utf8)) }), ("other part", { .part(Array("b\($0)".utf8)) }),
            ("other text", { .text(Array("b\($0)".utf8)) }), ("number", { .number(Double($0)) }),
        ]
        for (name, fact) in facts {
            Self.expectLinear("10,000 keys: \(name)", 10_000) { count in
                let program = Self.program(
                    (0..<count).map { index in
                        {
                            $0.setKeys([ProgramKey(.values, "v", fact(index))])
                            $0.emit(.constant, 1)
                        }
                    })
                return Self.time(program, [Self.event(value), Self.event("7"), "{\"v\":7}"])
            }
        }
    }

    /// Keys that every place of a long value fires.
    @Test func keysAreLinearInTheValue() {
        let keys = (1...24).map { ProgramKey(.values, "v", .part([UInt8](repeating: 0x61, count: $0))) }
        let program = Self.program(
            (0..<20).map { _ in
                {
                    $0.setKeys(keys); $0.emit(.constant, 1)
                }
            })
        Self.expectLinear("parts of a long value", 100_000) {
            Self.time(program, [Self.event(Self.repeated("a", $0))])
        }
    }

    // MARK: - Classes

    /// Events of many classes: twice as many events, and twice as many classes, take twice the time.
    @Test func classesAreLinear() {
        let literals = 330
        let program = Self.program(
            (0..<literals).flatMap { index in
                ["event.type", "event.category"].map { field in
                    {
                        var end = ProgramBuilder.Label()
                        let test = $0.test(.keywordEquals, $0.slot(.values, field), $0.string("c\(index)"))
                        $0.setKeys([ProgramKey(.values, field, .text(Array("c\(index)".utf8)))])
                        $0.emit(.jumpUnless, test, to: &end)
                        $0.emit(.constant, 1)
                        $0.place(end)
                    }
                }
            })
        func events(_ count: Int) -> [String] {
            (0..<count).map {
                "{\"event.type\":\"c\($0 % literals)\",\"event\":{\"category\":[\"c\($0 / literals % literals)\",\"c\($0 % 7)\"]}}"
            }
        }
        Self.expectLinear("classes", 50_000) { Self.time(program, events($0), runs: 1) }
    }
}

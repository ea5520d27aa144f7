import Machine
import TestSupport
import Testing
import Values

/// A value and one of twice its bytes: every test takes at most 2.2 times the time. The longest are of 8 and of nearly 16 MiB, the
/// most that a line may have; the tests of all kinds take smaller ones, because nothing is optimized here.
@Suite(.serialized) struct HostileValueTests {
    /// A little less than half of the longest line.
    private static let longest = EventBuffer.maximumLineBytes / 2 - 16
    private static let size = 1 << 20

    /// A program with one test of the field `v`.
    private static func program(_ opcode: Opcode, _ operands: (inout ProgramBuilder) -> [UInt32]) -> Program {
        var builder = ProgramBuilder()
        builder.beginRule(ProgramRule(id: "", name: "", severity: "", riskScore: 0, kind: .event, threat: []))
        builder.beginUnit()
        let slot = builder.slot(.values, "v")
        let operands = operands(&builder)
        let test: UInt32
        switch operands.count {
        case 1: test = builder.test(opcode, slot, operands[0])
        case 2: test = builder.test(opcode, slot, operands[0], operands[1])
        default: test = builder.test(opcode, slot, operands[0], operands[1], operands[2])
        }
        var end = ProgramBuilder.Label()
        builder.emit(.jumpUnless, test, to: &end)
        builder.emitHit()
        builder.place(end)
        builder.emit(.end)
        return builder.finish()
    }

    /// A line with one value of so many bytes.
    private static func line(_ piece: String, _ size: Int) -> EventBuffer {
        var buffer = EventBuffer(capacity: size + 64)
        buffer.append(Array("{\"v\":\"".utf8))
        buffer.append(Array(String(repeating: piece, count: size / piece.utf8.count).utf8))
        buffer.append(Array("\"}".utf8))
        return buffer
    }

    /// Compares the two lines with each program; noise of a busy machine gets two more chances.
    private static func expectLinear(
        _ programs: [(name: String, program: Program)], _ piece: String, size: Int = size
    ) {
        let short = line(piece, size)
        let long = line(piece, 2 * size)
        for (name, program) in programs {
            var matcher = Matcher(program)
            func time(_ buffer: borrowing EventBuffer) -> Duration {
                ProcessorTime.of { #expect(matcher.match(buffer, 0..<buffer.count) == nil) }.time
            }
            // The buffers grow to the longer line.
            _ = time(long)
            var figures: [String] = []
            var isLinear = false
            for _ in 0..<3 where !isLinear {
                let (one, two) = (time(short), time(long))
                isLinear = ProcessorTime.isLinear(one, two, factor: 2.2)
                figures.append("\(one), then \(two)")
            }
            if !isLinear { Issue.record("\(name) of \(piece): \(figures.joined(separator: "; "))") }
        }
    }

    private static func words(_ texts: String...) -> [[UInt8]] { texts.map { Array($0.utf8) } }

    @Test func wholeValuesAreLinear() {
        for (name, piece) in [
            ("letters", "aB"), ("escapes", "\\u00e9"), ("digits", "1"), ("addresses", "1."), ("hex", "a:"),
        ] {
            let cases: [(Opcode, (inout ProgramBuilder) -> [UInt32])] = [
                (.keywordEquals, { [$0.string("a")] }), (.keywordIn, { [$0.set(Self.words("a", "b"))] }),
                (.foldedIn, { [$0.set(Self.words("a", "b"))] }),
                (.keywordFits, { [$0.pattern([.anyCharacters, .literal([0x61, 0x62]), .oneCharacter])] }),
                (.foldedFits, { [$0.pattern([.anyCharacters, .literal([0x61, 0x63]), .anyCharacters])] }),
                (.keywordCompares, { [Relation.less.rawValue, $0.string("a")] }),
                (.keywordBetween, { [$0.string("a"), $0.string("b"), RangeSides.low.rawValue] }),
                (.versionCompares, { [Relation.less.rawValue, $0.string("1.2.3")] }),
                (.addressIn, { [$0.addresses(IPRange(IPAddress(bits: 0), IPAddress(bits: .max)))] }),
                (.integerIn, { [$0.integers(IntegerRange(0, 5))] }), (.numberIn, { [$0.numbers(NumberRange(0, 5))] }),
                (.dateIn, { [$0.dates(DateRange(low: .instant(Instant(seconds: 0)), high: .open))] }),
                (.booleanEquals, { _ in [1] }),
            ]
            Self.expectLinear(cases.map { ("\($0) of \(name)", Self.program($0, $1)) }, piece)
        }
    }

    @Test func theLongestValuesAreLinear() {
        let cases: [(Opcode, (inout ProgramBuilder) -> [UInt32])] = [
            (.keywordIn, { [$0.set(Self.words("a", "b"))] }),
            (.foldedFits, { [$0.pattern([.anyCharacters, .literal([0x61, 0x63]), .anyCharacters])] }),
        ]
        Self.expectLinear(cases.map { ("\($0)", Self.program($0, $1)) }, "aB", size: Self.longest)
    }

    @Test func wordsAreLinear() {
        for (name, piece) in [("short words", "a b "), ("one word", "a"), ("no words", ". "), ("marks", "a.'b")] {
            let cases: [(Opcode, (inout ProgramBuilder) -> [UInt32])] = [
                (.wordIn, { [$0.set(Self.words("c", "d"))] }),
                (.phrase, { [$0.list(Self.words("a", "b", "a", "b", "c"))] }),
                (.wordFits, { [$0.pattern([.anyCharacters, .literal([0x63]), .oneCharacter])] }),
                (.phraseNear, { [$0.list(Self.words("a", "b", "c")), 2] }),
                (.phraseNear, { [$0.list(Self.words("a", "a", "a")), 50] }),
            ]
            Self.expectLinear(cases.map { ("\($0) of \(name)", Self.program($0, $1)) }, piece, size: 200_000)
        }
    }

    @Test func automataAreLinear() {
        for opcode in [Opcode.keywordAccepts, .wordAccepts] {
            let program = Self.program(opcode) { builder in
                let automaton = builder.automaton(
                    starts: [0, 0x61, 0x62], classes: [0, 1, 0], classCount: 2, transitions: [1, 1], accepts: [false])
                return opcode == .keywordAccepts ? [automaton, 0] : [automaton]
            }
            Self.expectLinear([("\(opcode)", program)], "ab")
        }
    }

    /// Many fields, of other names and of the same.
    @Test func manyValuesAreLinear() {
        let program = Self.program(.keywordIn) { [$0.set(Self.words("a", "c"))] }
        Self.expectLinear([("fields", program)], #"b","w":""#, size: 200_000)
        Self.expectLinear([("fields of one name", program)], #"b","v":""#, size: 200_000)
    }
}

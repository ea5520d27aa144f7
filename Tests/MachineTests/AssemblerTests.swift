import Machine
import TestSupport
import Testing
import Values

/// The text of a program leaves out nothing: assembled it is the same program.
@Suite struct AssemblerTests {
    @Test func sampleIsAssembledByteForByte() throws {
        let program = SampleProgram.make()
        #expect(try Assembler.program(program.disassembly()).disassembly() == program.disassembly())
        try Self.expectSame(program)
    }

    @Test func emptyProgramIsAssembled() throws {
        #expect(try Assembler.program(Program().disassembly()).encoded() == Program().encoded())
    }

    /// Each path, text and bound that needs more than its letters.
    @Test func whateverNeedsQuotesIsAssembled() throws {
        var builder = ProgramBuilder()
        builder.beginRule(
            ProgramRule(
                id: "a, \"b\"", name: "\\u{41}\n", severity: "", riskScore: .min, kind: .threshold, threat: ["", ","]))
        builder.beginUnit(.until, stage: 7)
        builder.setKeys([
            ProgramKey(.values, "always", .exists), ProgramKey(.leaves, "", .text([])),
            ProgramKey(.values, "a b, \"c\"/**{}", .number(-1e22)), ProgramKey(.leaves, "*", .second(Array("é".utf8))),
            ProgramKey(.values, "", .part(Array("\u{0}\"".utf8))), ProgramKey(.values, "word", .word(Array("x".utf8))),
        ])
        for path in ["~a", "a.b/**", "", "x\u{301}", "exists"] {
            builder.emit(.test, builder.test(.exists, builder.slot(.values, path)))
            builder.emit(.test, builder.test(.exists, builder.slot(.leaves, path)))
            builder.emit(.test, builder.test(.exists, builder.slot(.objects, path)))
            let loop = builder.beginNested(path)
            builder.emit(.test, builder.test(.keywordEquals, builder.slot(.values, path), builder.string(path)))
            builder.endNested(loop)
        }
        let parts: [PatternPart] = [.anyCharacters, .oneCharacter, .literal(Array("*?\"".utf8)), .oneCharacter]
        builder.emit(.test, builder.test(.keywordFits, builder.slot(matching: parts), builder.pattern([])))
        builder.emit(.test, builder.test(.phrase, builder.slot(matching: []), builder.list([])))
        let number = builder.slot(.values, "n")
        let infinite = Double.infinity
        for (low, high) in [
            (-infinite, infinite), (infinite, infinite), (-infinite, -infinite), (-0.0, .leastNonzeroMagnitude),
        ] {
            builder.emit(.test, builder.test(.numberIn, number, builder.numbers(.init(low, high))))
        }
        builder.emit(.end)
        try Self.expectSame(builder.finish())
    }

    /// Our own rules, and those beside the checkout.
    @Test func programsOfRulesAreAssembled() throws {
        let programs = FuzzSeeds.programsOfAllRules()
        #expect(programs.count >= 5)
        let events = Array(FuzzSeeds.eventLines().prefix(200)) + FuzzSeeds.programEvents()
        for bytes in programs { try Self.expectSame(try Program(decoding: bytes), events) }
    }

    /// The order of the pools is not in the text: then the programs answer alike, and assembling once more changes nothing.
    private static func expectSame(_ program: Program, _ events: [[UInt8]] = FuzzSeeds.programEvents()) throws {
        let text = program.disassembly()
        let assembled = try Assembler.program(text, schemaFingerprint: program.schemaFingerprint)
        #expect(assembled.disassembly() == text)
        let bytes = assembled.encoded()
        if bytes == program.encoded() { return }
        let decoded = try Program(decoding: bytes)
        let again = try Assembler.program(decoded.disassembly(), schemaFingerprint: program.schemaFingerprint)
        #expect(again.encoded() == bytes)
        var first = Matcher(program)
        var second = Matcher(decoded)
        var buffer = EventBuffer()
        for event in events {
            buffer.removeAll()
            buffer.append(event)
            #expect(first.match(buffer, 0..<event.count) == second.match(buffer, 0..<event.count))
            #expect(first.matches == second.matches)
        }
        #expect(first.stageHitCount == second.stageHitCount)
        #expect(first.candidateCount == second.candidateCount)
    }
}

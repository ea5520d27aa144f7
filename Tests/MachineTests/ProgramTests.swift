import TestSupport
import Testing

@testable import Machine

/// The program file: what is written is read again, and nothing else can be run.
@Suite struct ProgramTests {
    @Test func programsRoundTrip() throws {
        for program in [Program(), SampleProgram.make()] {
            let bytes = program.encoded()
            let decoded = try Program(decoding: bytes)
            #expect(decoded.encoded() == bytes)
            #expect(decoded.disassembly() == program.disassembly())
        }
        let decoded = try Program(decoding: SampleProgram.make().encoded())
        #expect(decoded.rule(0).threat == ["T1552", "T1552.001"])
        #expect(decoded.rule(1).riskScore == -1)
    }

    @Test func headerKeepsTheFingerprintOfTheSchemas() throws {
        let bytes = ProgramBuilder().finish(schemaFingerprint: 0x0123_4567_89AB_CDEF).encoded()
        #expect(try Program(decoding: bytes).schemaFingerprint == 0x0123_4567_89AB_CDEF)
        var damaged = bytes
        damaged[24] ^= 1
        #expect(throws: ProgramError.self) { try Program(decoding: damaged) }
    }

    @Test func equalCallsGiveEqualBytes() {
        #expect(SampleProgram.make().encoded() == SampleProgram.make().encoded())
    }

    @Test func sampleHasEveryInstruction() {
        let program = SampleProgram.make()
        let text = program.disassembly()
        for instruction in Instruction.all { #expect(text.contains(" \(instruction.name)"), "\(instruction.name)") }
    }

    @Test func instructionTableIsInOrderOfTheNumbers() {
        #expect(Instruction.all.count == Opcode.allCases.count)
        for opcode in Opcode.allCases {
            #expect(opcode.instruction.opcode == opcode)
            // A test of the code is of one field: that of its first operand.
            #expect(!opcode.isTest || opcode.instruction.operands.first == .slot)
            #expect(!opcode.instruction.meaning.isEmpty)
        }
    }

    @Test func otherBytesAreNoProgram() {
        #expect(throws: ProgramError.notAProgram) { try Program(decoding: []) }
        #expect(throws: ProgramError.notAProgram) { try Program(decoding: Array("[rule]".utf8)) }
        var bytes = Program().encoded()
        bytes[8] = 9
        #expect(throws: ProgramError.otherVersion(9)) { try Program(decoding: bytes) }
    }

    /// Damage is sealed by a checksum of its own.
    @Test func damageIsSealedWithTheChecksumOfTheFormat() {
        let whole = SampleProgram.make().encoded()
        var bytes = whole
        bytes.replaceSubrange(16..<24, with: repeatElement(0, count: 8))
        ProgramFile.seal(&bytes)
        #expect(bytes == whole)
    }

    @Test func everyTruncationIsRefused() {
        let bytes = SampleProgram.make().encoded()
        for count in 0..<bytes.count {
            #expect(throws: ProgramError.self) { try Program(decoding: Array(bytes[..<count])) }
            var sealed = Array(bytes[..<count])
            ProgramFile.seal(&sealed)
            #expect(throws: ProgramError.self) { try Program(decoding: sealed) }
        }
        #expect(throws: ProgramError.self) { try Program(decoding: bytes + [0]) }
    }
}

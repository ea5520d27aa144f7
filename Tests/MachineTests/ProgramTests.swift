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

    @Test func everyTruncationIsRefused() {
        let bytes = SampleProgram.make().encoded()
        for count in 0..<bytes.count {
            #expect(throws: ProgramError.self) { try Program(decoding: Array(bytes[..<count])) }
            #expect(throws: ProgramError.self) { try Program(decoding: Self.sealed(Array(bytes[..<count]))) }
        }
        #expect(throws: ProgramError.self) { try Program(decoding: bytes + [0]) }
    }

    /// Fills in the checksum, so that damage gets as far as the verifier.
    static func sealed(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.count >= ProgramFormat.headerBytes else { return bytes }
        var bytes = bytes
        let checksum = ProgramFormat.checksum(bytes.span, from: ProgramFormat.checksumStart)
        for index in 0..<8 { bytes[16 + index] = UInt8(truncatingIfNeeded: checksum >> UInt64(8 * index)) }
        return bytes
    }

    /// Damaged programs are refused, or run to their end.
    @Test func damagedProgramsNeverTrap() throws {
        let whole = SampleProgram.make().encoded()
        var random = SeededGenerator(seed: 10)
        var accepted = 0
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 24..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
                case 1: bytes[place] = .random(in: .min ... .max, using: &random)
                case 2: bytes[place] = UInt8.random(in: 0..<32, using: &random)
                default: bytes.swapAt(place, Int.random(in: 24..<bytes.count, using: &random))
                }
            }
            guard let program = try? Program(decoding: Self.sealed(bytes)) else { continue }
            accepted += 1
            _ = program.disassembly()
            var matcher = Matcher(program)
            for event in SampleProgram.events {
                var buffer = EventBuffer()
                buffer.append(Array(event.utf8))
                _ = matcher.match(buffer, 0..<buffer.count)
            }
        }
        // Otherwise the test would not reach the machine.
        #expect(accepted > 500)
    }
}

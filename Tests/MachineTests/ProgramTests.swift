import Machine
import Testing

/// The program file: what is written is read again, and nothing else is.
@Suite struct ProgramTests {
    @Test func emptyProgramRoundTrips() throws {
        let bytes = Program().encoded()
        let decoded = try Program(decoding: bytes)
        #expect(decoded.encoded() == bytes)
        #expect(decoded.ruleCount == 0)
    }

    @Test func otherBytesAreNoProgram() {
        #expect(throws: ProgramError.notAProgram) { try Program(decoding: []) }
        #expect(throws: ProgramError.notAProgram) { try Program(decoding: Array("[rule]".utf8)) }
        var bytes = Program().encoded()
        bytes[8] = 9
        #expect(throws: ProgramError.otherVersion(9)) { try Program(decoding: bytes) }
    }
}

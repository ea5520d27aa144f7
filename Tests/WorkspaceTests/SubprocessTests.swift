import Testing

@testable import Workspace

/// Other programs, run to their end.
@Suite struct SubprocessTests {
    @Test func inputAndBothOutputsAreServedTogether() throws {
        // More than any pipe holds, in all three directions.
        let input = [UInt8](repeating: UInt8(ascii: "a"), count: 3 << 20)
        let outcome = try Subprocess.run("sh", ["-c", "tee /dev/stderr"], input: input)
        #expect(outcome.status == 0)
        #expect(outcome.output == input)
        #expect(outcome.errors == input)
    }

    @Test func theStatusIsTold() throws {
        #expect(try Subprocess.run("sh", ["-c", "echo no >&2; exit 7"]).status == 7)
        #expect(try Subprocess.run("sh", ["-c", "kill -TERM $$"]).status == 128 + 15)
    }

    /// Input that nobody reads does not keep the run from ending.
    @Test func inputMayBeLeftUnread() throws {
        let input = [UInt8](repeating: 0, count: 3 << 20)
        #expect(try Subprocess.run("sh", ["-c", "exec <&-; echo done"], input: input).output == Array("done\n".utf8))
    }

    @Test func endlessOutputIsCut() {
        #expect(throws: SystemError.self) { try Subprocess.run("sh", ["-c", "yes"], limit: 1 << 20) }
    }

    @Test func aMissingProgramIsToldAsMissing() {
        #expect { try Subprocess.run("no-such-program-of-ours", []) } throws: {
            ($0 as? SystemError)?.isMissing == true
        }
    }
}

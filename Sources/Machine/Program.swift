/// A compiled set of rules: flat words, pools and the table of rules. Only the verifier makes one from bytes.
package struct Program: Sendable {
    package init() {}

    /// The bytes of the program file.
    package func encoded() -> [UInt8] { [] }

    /// Decodes and verifies; nothing of an unverified program can be run.
    package init(decoding bytes: [UInt8]) throws(ProgramError) { throw .notAProgram }

    /// Stable text of the whole program, for `inspect --stage program`.
    package func disassembly() -> String { "" }
}

/// Why bytes are not a program that can be run.
package enum ProgramError: Error, Sendable, Hashable {
    case notAProgram
    case otherVersion(UInt32)
    /// Damaged at a byte offset; what was found there.
    case damaged(offset: Int, String)
    case tooLarge
}

import Values

/// Whether an automaton of a program's pool accepts bytes. The row is verified; time is linear in the bytes.
enum AutomatonTest {
    @inline(__always)
    static func accepts(_ value: UnsafeBufferPointer<UInt8>, _ automaton: UInt32, _ program: Program) -> Bool {
        // Such as a class of letters that look like others: most values are ASCII and need no more.
        if program.acceptsNoASCII[Int(automaton)], isASCII(value) { return false }
        let range = program.automata.range(automaton)
        return program.automata.words.withUnsafeBufferPointer { words in
            program.asciiClasses.withUnsafeBufferPointer { classes in
                accepts(
                    value, UnsafeBufferPointer(rebasing: words[range]),
                    UnsafeBufferPointer(rebasing: classes[(Int(automaton) * 128)..<(Int(automaton) * 128 + 128)]))
            }
        }
    }

    private static func isASCII(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var bits: UInt8 = 0
        for byte in text { bits |= byte }
        return bits < 0x80
    }

    /// The same of bytes in an array.
    static func accepts(_ value: [UInt8], _ automaton: UInt32, _ program: Program) -> Bool {
        value.withUnsafeBufferPointer { accepts($0, automaton, program) }
    }

    private static func accepts(
        _ value: UnsafeBufferPointer<UInt8>, _ row: UnsafeBufferPointer<UInt32>, _ ascii: UnsafeBufferPointer<UInt32>
    ) -> Bool {
        let classCount = Int(row[0])
        let runs = Int(row[2])
        let transitions = 3 + 2 * runs
        let text = value.span
        var state = 0
        var index = 0
        while index < text.count {
            let byte = text[index]
            let kind: Int
            if byte < 0x80 {
                kind = Int(ascii[Int(byte)])
                index += 1
            } else {
                let scalar = UTF8Validation.scalar(at: index, in: text)
                kind = AutomatonRow.classOf(scalar.value, row, runs: runs)
                index += scalar.length
            }
            let next = Int(row[transitions + state * classCount + kind])
            if next == 0 { return false }
            state = next - 1
        }
        let bits = row[transitions + Int(row[1]) * classCount + state / 32]
        return bits >> UInt32(state % 32) & 1 == 1
    }
}

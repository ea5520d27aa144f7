import TestSupport
import Testing

@testable import Machine

/// Patterns: the fast search against the plain one.
@Suite struct PatternTests {
    private func fits(_ value: [UInt8], _ parts: [PatternPart]) -> Bool {
        var builder = ProgramBuilder()
        let id = builder.pattern(parts)
        let program = builder.finish()
        return value.withUnsafeBufferPointer { PatternTest.fits($0, program.patterns, id, program.strings) }
    }

    /// By trying everything, letter by letter.
    private func plainlyFits(_ value: ArraySlice<Unicode.Scalar>, _ parts: ArraySlice<Letter>) -> Bool {
        guard let first = parts.first else { return value.isEmpty }
        switch first {
        case .any:
            return plainlyFits(value, parts.dropFirst()) || (!value.isEmpty && plainlyFits(value.dropFirst(), parts))
        case .one: return !value.isEmpty && plainlyFits(value.dropFirst(), parts.dropFirst())
        case .scalar(let scalar): return value.first == scalar && plainlyFits(value.dropFirst(), parts.dropFirst())
        }
    }

    private enum Letter {
        case any, one
        case scalar(Unicode.Scalar)
    }

    @Test func equalsThePlainSearch() {
        var random = SeededGenerator(seed: 7)
        let alphabet: [Unicode.Scalar] = ["a", "b", "é", "a"]
        for _ in 0..<20_000 {
            let value = (0..<Int.random(in: 0...8, using: &random)).compactMap { _ in
                alphabet.randomElement(using: &random)
            }
            let letters = (0..<Int.random(in: 0...6, using: &random)).map { _ -> Letter in
                switch Int.random(in: 0..<5, using: &random) {
                case 0, 1: .any
                case 2: .one
                default: .scalar(alphabet.randomElement(using: &random) ?? "a")
                }
            }
            let parts = letters.map { letter -> PatternPart in
                switch letter {
                case .any: .anyCharacters
                case .one: .oneCharacter
                case .scalar(let scalar): .literal(Array(String(scalar).utf8))
                }
            }
            let bytes = value.flatMap { Array(String($0).utf8) }
            #expect(fits(bytes, parts) == plainlyFits(value[...], letters[...]), "\(value) \(letters)")
        }
    }

    /// The work grows with the value, not with its powers.
    @Test func hostilePatternsAreLinear() {
        let value = [UInt8](repeating: UInt8(ascii: "a"), count: 200_000)
        let star: [PatternPart] = [.anyCharacters, .literal(Array("a".utf8))]
        let parts =
            Array(repeatElement(star, count: 50).joined()) + [
                .anyCharacters, .literal(Array("b".utf8)), .anyCharacters,
            ]
        #expect(!fits(value, parts))
        let long: [PatternPart] = [
            .anyCharacters, .literal(Array(value.prefix(50_000)) + [UInt8(ascii: "b")]), .anyCharacters,
        ]
        #expect(!fits(value, long))
    }
}

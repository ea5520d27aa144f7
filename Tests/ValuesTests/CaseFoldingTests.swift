import Testing
import Values

/// Which letters are compared without case, for each engine.
@Suite struct CaseFoldingTests {
    @Test func asciiFoldsOnlyASCII() {
        #expect(CaseFolding.ascii.folded("AbZ[Äß\u{130}Σ") == "abz[Äß\u{130}Σ")
    }

    @Test func unicodeFoldsScalarByScalar() {
        #expect(CaseFolding.unicode.folded("AbZ[Äß\u{130}Σ") == "abz[äßiσ")
    }

    @Test func everyScalarBecomesOneScalar() {
        for value in (0...0x10FFFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            #expect(CaseFolding.unicode.folded(String(scalar)).unicodeScalars.count == 1, "\(value)")
            if !scalar.isASCII { #expect(CaseFolding.ascii.folded(String(scalar)).unicodeScalars.first == scalar) }
        }
    }
}

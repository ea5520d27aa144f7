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

    @Test func scalarsFoldAsTextsDo() {
        for value in (0..<0x3000 as Range<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for folding in [CaseFolding.ascii, .unicode] {
                let folded = String(folding.folded(scalar))
                #expect(folded.utf8.elementsEqual(folding.folded(String(scalar)).utf8), "\(value)")
            }
        }
    }
}

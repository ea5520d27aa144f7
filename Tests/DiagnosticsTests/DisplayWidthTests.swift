import Diagnostics
import Testing

@Suite struct DisplayWidthTests {
    @Test func widthsFollowUnicode() {
        let cases: [(Unicode.Scalar, Int)] = [
            ("a", 1), ("é", 1), ("\u{301}", 0), ("日", 2), ("ｶ", 1), ("Ａ", 2), ("👍", 2), ("\u{200D}", 0), ("한", 2),
            ("\u{1161}", 0), ("…", 1), ("\u{FE0F}", 0), ("\u{10FFFF}", 1),
        ]
        for (scalar, cells) in cases {
            #expect(DisplayWidth.cells(scalar) == cells, "U+\(String(scalar.value, radix: 16))")
        }
    }

    @Test func steeringCharactersAreEscaped() {
        #expect(Printable.text("a\u{202E}b\u{1B}c\nd\u{9B}") == "aU+202EbU+001BcU+000AdU+009B")
        #expect(Printable.text("plain — é 日本") == "plain — é 日本")
    }
}

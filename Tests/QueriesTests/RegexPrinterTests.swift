import TestSupport
import Testing

@testable import Queries

/// The text of an expression is one that matches the same texts.
@Suite struct RegexPrinterTests {
    @Test func printsWhatItReads() throws {
        for text in [
            "abc", "a|b&c", "~(ab)c", "(~a){2,3}", "[a-z_]+", #"[^\]\\-]"#, "a.b", "<1-20>", #""a/b""#, "#|()", "@",
            "(a|b)*c{2}{3}", #"\.\*"#, "~a*", "~(a*)", "a&(b|c)", "é?ü", "[\u{D7FF}-\u{E000}]", "(ab)?c",
        ] {
            let regex = try Regex(text)
            let printed = RegexPrinter.text(of: regex.root)
            let again = try Regex(printed)
            #expect(RegexPrinter.text(of: again.root) == printed, "\(text) → \(printed)")
            for sample in [
                "", "a", "ab", "abc", "b", "c", "aab", "cc", "7", "20", "a/b", "é", "ab.c", "*.", "]", "\\", "-",
            ] {
                #expect(
                    ReferenceRegex.fits(sample, again.root) == ReferenceRegex.fits(sample, regex.root),
                    "\(text) → \(printed) on \(sample)")
            }
        }
    }

    @Test func slashesAreEscapedInSlashes() throws {
        #expect(try Regex(#"a/"b/c"d"#).text(inSlashes: true) == #"a\/b\/cd"#)
        #expect(try Regex("a/b").text() == "a/b")
        #expect(try Regex("a.b").text(inSlashes: true) == "a.b")
    }

    @Test func bothCasesOfLetters() throws {
        #expect(RegexPrinter.text(of: try Regex("cmd[0-z]é").ignoringCase.root) == "[Cc][Mm][Dd][0-z]é")
        #expect(RegexPrinter.text(of: try Regex("~(a)").ignoringCase.root) == "~[Aa]")
    }
}

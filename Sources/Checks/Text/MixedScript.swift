import Diagnostics
import Rules
import SourceText

/// Words that mix Latin letters with others that look like them.
enum MixedScript: Check {
    static let info = CheckInfo(
        id: "mixed-script", category: .text, severity: .warning,
        summary: "a word of a name or query mixes Latin letters with Cyrillic or Greek ones",
        rationale: """
            Letters such as `а` (Cyrillic) and `a` (Latin) look the same and are not. A query with one of them matches \
            nothing that it seems to match; a name with one is not found by searching for it.

            A query that looks for such look-alikes on purpose can say so with a suppression and its reason.
            """,
        examples: [
            Example(
                bad: """
                    name = "Key «Vаult» Changed"
                    """,
                good: """
                    name = "Key Vault Changed"
                    """)
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.name, view.rule.query] where !text.text.utf8.allSatisfy({ $0 < 0x80 }) {
            for word in mixedWords(text.text) {
                findings.add(
                    finding(
                        view, at: text.sourceRange(word.range), "word mixes letters of two scripts",
                        label: "`\(word.letter)` is \(word.script), not Latin"
                    )
                    .help("write the word anew in one script"))
            }
        }
    }

    private struct Word {
        var range: ByteRange
        var letter: Unicode.Scalar
        var script: String
    }

    private static func mixedWords(_ text: String) -> [Word] {
        var words: [Word] = []
        var start = 0
        var hasLatin = false
        var other: (Unicode.Scalar, String)?
        var offset = 0
        func finish(_ end: Int) {
            if hasLatin, let other {
                words.append(Word(range: ByteRange(start, end), letter: other.0, script: other.1))
            }
        }
        for scalar in text.unicodeScalars {
            let count = String(scalar).utf8.count
            if !scalar.properties.isAlphabetic {
                finish(offset)
                start = offset + count
                hasLatin = false
                other = nil
            } else {
                switch scalar.value {
                case 0x41...0x5A, 0x61...0x7A: hasLatin = true
                // µ and Ω are units, not words; U+00B5 is no Greek letter.
                case 0x0370...0x03FF where scalar.value != 0x03BC && scalar.value != 0x03A9:
                    other = other ?? (scalar, "Greek")
                case 0x0400...0x052F: other = other ?? (scalar, "Cyrillic")
                default: break
                }
            }
            offset += count
        }
        finish(offset)
        return words
    }
}

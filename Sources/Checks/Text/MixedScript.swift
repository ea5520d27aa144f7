import Diagnostics
import Rules
import SourceText

/// Words that mix Latin letters with others that look like them.
enum MixedScript: RuleCheck {
    static let info = CheckInfo(
        id: "mixed-script", category: .text, severity: .warning,
        summary: "word of a name or query mixes Latin letters with Cyrillic or Greek ones",
        rationale: """
            Letters such as `а` (Cyrillic) and `a` (Latin) look the same and are not. A query with one of them matches \
            nothing that it seems to match; a name with one is not found by searching for it.

            A query that looks for look-alikes on purpose is left alone where that shows: where a value mixes in letters of \
            more than one other script, as no keyboard does, where a class of a regular expression pairs a letter with its \
            twin, or where the same word appears in Latin letters, too. Elsewhere a suppression can give the reason.
            """,
        examples: [
            Example(
                bad: """
                    name = "Key «Vаult» Changed"
                    """,
                good: """
                    name = "Key Vault Changed"
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:"«vаult»"
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:("vаult" or "vault")
                    '''
                    """),
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«vаlіd»*
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:vаlіdаtiοn*
                    '''
                    """),
            Example(
                in: "query = 'event.dataset:azure.activitylogs and event.action:«»'", bad: "vаult",
                good: "vаlіdаtiοn"),
            // A class of a regular expression is meant where the letters are all that it has.
            Example(
                in: "query = 'event.action:/v[«»]ult/'", bad: ["«аa»-z", "0-9«аa»"], good: ["aа", "аa"], on: .lucene),
            // Words of letters that all look Latin, in a text that is Latin.
            Example(
                in: "name = \"«»\"", bad: ["Key «Ресурс» Changed", "Key «сор» Changed"],
                good: ["Key Resource Changed", "Ресурс", "Key Секрет Changed", "Key ор Changed"]),
            // Units.
            Example(in: "name = \"«»\"", good: ["Vault Latency in μs", "Resistance in kΩ"]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for case let text? in [view.rule.name, view.rule.elastic.timestampOverride, view.rule.elastic.ruleNameOverride]
        {
            look(view, text.text, at: { text.sourceRange($0) }, &findings)
        }
        if let query = view.rule.elastic.query {
            var hunt: LookalikeHunt?
            look(view, query.text, at: { query.sourceRange($0) }, &findings) { word in
                let known = hunt ?? LookalikeHunt(query.text)
                hunt = known
                return known.isHunted(word)
            }
        }
        for case let list? in [
            view.rule.elastic.index, view.rule.tags, view.rule.author, view.rule.metadata.integration,
        ] {
            for item in list.items { look(view, item.value, at: { _ in item.range }, &findings) }
        }
    }

    private static func look(
        _ view: RuleView, _ text: String, at place: (ByteRange) -> ByteRange, _ findings: inout Findings,
        except isMeant: (ByteRange) -> Bool = { _ in false }
    ) {
        guard !text.isASCII else { return }
        for word in mixedWords(text) where !isMeant(word.range) {
            findings.add(
                finding(
                    view, at: place(word.range),
                    word.isWhole ? "word is of letters that only look Latin" : "word mixes letters of two scripts",
                    label: "`\(word.letter)` is \(word.script), not Latin"
                )
                .help("write the word anew in one script"))
        }
    }

    /// Cyrillic and Greek letters that are drawn like Latin ones (Unicode `confusables.txt`).
    private static let lookalikes = Set("асеорхуіјѕԁԛԝһАВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧορν".unicodeScalars)

    private struct Word {
        var range: ByteRange
        var letter: Unicode.Scalar
        var script: String
        /// Whether no letter of it is Latin.
        var isWhole: Bool
    }

    private static func mixedWords(_ text: String) -> [Word] {
        var words: [Word] = []
        var start = 0
        var hasLatin = false
        // A word in Cyrillic or Greek is not a fault; one of their letters that all look Latin, in a Latin text, is.
        let isLatinText = text.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
        var looksLatin = true
        var length = 0
        var other: (Unicode.Scalar, String)?
        var offset = 0
        func finish(_ end: Int) {
            guard let other, hasLatin || isLatinText && looksLatin && length >= 3 else { return }
            words.append(Word(range: ByteRange(start, end), letter: other.0, script: other.1, isWhole: !hasLatin))
        }
        for scalar in text.unicodeScalars {
            let count = String(scalar).utf8.count
            if !scalar.properties.isAlphabetic {
                finish(offset)
                start = offset + count
                hasLatin = false
                other = nil
                looksLatin = true
                length = 0
            } else {
                length += 1
                if !lookalikes.contains(scalar) { looksLatin = false }
                switch scalar.value {
                case 0x41...0x5A, 0x61...0x7A: hasLatin = true
                // µ and Ω are units, not words; U+00B5 is not a Greek letter.
                case 0x0370...0x03FF where scalar.value != 0x03BC && scalar.value != 0x03A9:
                    other = other ?? (scalar, "Greek")
                case 0x0400...0x052F: other = other ?? (scalar, "Cyrillic")
                case 0x0530...0x058F: other = other ?? (scalar, "Armenian")
                case 0x13A0...0x13FF, 0xAB70...0xABBF: other = other ?? (scalar, "Cherokee")
                case 0xFF21...0xFF3A, 0xFF41...0xFF5A: other = other ?? (scalar, "a full-width letter")
                case 0x1D400...0x1D7FF: other = other ?? (scalar, "a mathematical letter")
                default: break
                }
            }
            offset += count
        }
        finish(offset)
        return words
    }
}

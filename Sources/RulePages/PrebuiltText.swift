import Rules

/// What the published pages do to the texts of a rule (reference: rule-page §4, §5).
enum PrebuiltText {
    /// A description: phrases in straight quotes become emphasis, then apostrophes become curly.
    static func description(_ text: String) -> String { curly(emphasised(JoinedText.joined(text))) }

    /// An item of a list: apostrophes only.
    static func item(_ text: String) -> String { curly(JoinedText.joined(text)) }

    /// `it's` → `it’s`: an apostrophe between a word character and a letter.
    private static func curly(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "'")) else { return text }
        var scalars = Array(text.unicodeScalars)
        for index in scalars.indices.dropFirst().dropLast() where scalars[index] == "'" {
            if PageName.isWord(scalars[index - 1]), PageName.isLetter(scalars[index + 1]) {
                scalars[index] = "\u{2019}"
            }
        }
        return string(scalars)
    }

    /// `the 'hidden' attribute` → `the *hidden* attribute`: AsciiDoc's single-quoted text. The opening quote is
    /// after no word, the closing one before none, and neither has a space on its inner side.
    private static func emphasised(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "'")) else { return text }
        var scalars = Array(text.unicodeScalars)
        // A quote can close where no word follows; the search for the next one runs backwards once.
        var nextClosing = [Int?](repeating: nil, count: scalars.count + 1)
        for index in scalars.indices.reversed() {
            let wordFollows = index + 1 < scalars.count && PageName.isWord(scalars[index + 1])
            let blankBefore = index == 0 || JoinedText.isSpace(scalars[index - 1])
            let closes = scalars[index] == "'" && !wordFollows && !blankBefore
            nextClosing[index] = closes ? index : nextClosing[index + 1]
        }
        var index = 0
        while index + 2 < scalars.count {
            let opens =
                scalars[index] == "'" && !JoinedText.isSpace(scalars[index + 1])
                && (index == 0 || !isBound(scalars[index - 1]))
            if opens, let end = nextClosing[index + 2] {
                scalars[index] = "*"
                scalars[end] = "*"
                index = end
            }
            index += 1
        }
        return string(scalars)
    }

    private static func isBound(_ scalar: Unicode.Scalar) -> Bool {
        PageName.isWord(scalar) || scalar == ";" || scalar == ":" || scalar == "}"
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        return String(view)
    }

    /// A note as the page has it: headings of three or more marks lose one, spaces at the ends of lines go, line feeds at
    /// the end too. Line by line, inside code fences as well.
    static func guide(_ note: String) -> String {
        lines(JoinedText.stripped(note)).map { line in
            let marks = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
            let rest = line.utf8.dropFirst(marks)
            let isHeading = (3...6).contains(marks) && (rest.isEmpty || rest.first == 0x20 || rest.first == 0x09)
            return ElasticLinks.inGuide(isHeading ? String(line.dropFirst()) : line)
        }
        .joined(separator: "\n")
    }

    /// A query: no empty lines around it, no spaces at the ends of its lines.
    static func query(_ query: String) -> String {
        var lines = lines(query)
        while lines.first == "" { lines.removeFirst() }
        while lines.last == "" { lines.removeLast() }
        return lines.joined(separator: "\n")
    }

    /// The lines of a text without the spaces at their ends.
    private static func lines(_ text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            let blanks = line.reversed().prefix { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.count
            return String(decoding: line.dropLast(blanks), as: UTF8.self)
        }
    }
}

/// Text broken into lines between words, measured in the cells of a terminal.
package enum WrappedText {
    /// The lines of a text, each at most `width` cells wide; a longer word is broken, so no line is wider.
    ///
    /// - Parameters:
    ///   - width: Cells; at least 1.
    ///   - indent: Begins the first line.
    ///   - continuation: Begins the lines after it.
    package static func lines(
        _ text: String, width: Int, indent: String = "", continuation: String = ""
    ) -> [String] {
        var lines: [String] = []
        var line = indent
        var cells = self.cells(indent)
        var isFresh = true
        func begin() {
            lines.append(line)
            line = continuation
            cells = self.cells(continuation)
            isFresh = true
        }
        for word in text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let needed = self.cells(word)
            if !isFresh, cells + 1 + needed > width { begin() }
            if !isFresh {
                line += " "
                cells += 1
            }
            for character in word {
                let more = self.cells(character)
                if cells + more > width, !isFresh { begin() }
                line.append(character)
                cells += more
                isFresh = false
            }
        }
        return lines + [line]
    }

    /// Cells of a text that holds no control characters.
    package static func cells(_ text: some StringProtocol) -> Int {
        text.unicodeScalars.reduce(0) { $0 + DisplayWidth.cells($1) }
    }

    private static func cells(_ character: Character) -> Int {
        character.unicodeScalars.reduce(0) { $0 + DisplayWidth.cells($1) }
    }
}

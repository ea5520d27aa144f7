import SourceText

/// A token of the grammar with its place.
struct LuceneToken {
    enum Kind: Hashable {
        case and, or, not, plus, minus
        /// `+`, `-` or `!` before a space: a term of one character.
        case lonelyOperator
        case open, close, colon, star, caret
        case quoted, term, fuzzy, prefix, wildcard, regex
        /// `[` or `{`.
        case rangeOpen
        case number
        case to, rangeClose, rangeQuoted, rangeText
        case end
        /// Bytes that no token begins with, or that never end.
        case unusable
    }

    var kind: Kind
    var range: ByteRange
}

/// Cuts the text into tokens: the longest match wins, the earlier rule of two equal ones.
struct LuceneScanner {
    /// What the tokens are depends on what is before.
    enum Mode { case plain, boost, range }

    let bytes: [UInt8]

    /// The token at or after an offset.
    func token(from offset: Int, _ mode: Mode) -> LuceneToken {
        let start = mode == .boost ? offset : skipBlanks(from: offset, mode)
        guard start < bytes.count else { return LuceneToken(kind: .end, range: ByteRange(at: bytes.count)) }
        let (kind, end) =
            switch mode {
            case .plain: plain(at: start)
            case .boost: number(at: start)
            case .range: inRange(at: start)
            }
        return LuceneToken(kind: kind, range: ByteRange(start, end))
    }

    // MARK: outside ranges

    private func plain(at start: Int) -> (LuceneToken.Kind, Int) {
        switch bytes[start] {
        case UInt8(ascii: "+"): return sign(.plus, at: start)
        case UInt8(ascii: "-"): return sign(.minus, at: start)
        case UInt8(ascii: "!"): return sign(.not, at: start)
        case UInt8(ascii: "("): return (.open, start + 1)
        case UInt8(ascii: ")"): return (.close, start + 1)
        case UInt8(ascii: ":"): return (.colon, start + 1)
        case UInt8(ascii: "^"): return (.caret, start + 1)
        case UInt8(ascii: "["), UInt8(ascii: "{"): return (.rangeOpen, start + 1)
        case UInt8(ascii: "\""): return quoted(at: start)
        case UInt8(ascii: "~"): return (.fuzzy, more(from: start + 1))
        case UInt8(ascii: "/"):
            return closing(UInt8(ascii: "/"), from: start + 1).map { (.regex, $0) } ?? (.unusable, start + 1)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): return (.unusable, start + 1)
        default: return word(at: start)
        }
    }

    private func sign(_ kind: LuceneToken.Kind, at start: Int) -> (LuceneToken.Kind, Int) {
        let blank = blankLength(at: start + 1)
        return blank > 0 ? (.lonelyOperator, start + 1 + blank) : (kind, start + 1)
    }

    /// A term, a prefix, a pattern, or one of the words that are operators.
    private func word(at start: Int) -> (LuceneToken.Kind, Int) {
        let isStar = bytes[start] == UInt8(ascii: "*")
        guard isStar || bytes[start] == UInt8(ascii: "?") || unitLength(at: start) > 0 else {
            return (.unusable, start + 1)
        }
        let term = isStar || bytes[start] == UInt8(ascii: "?") ? start : more(from: start)
        var end = term
        while end < bytes.count {
            if bytes[end] == UInt8(ascii: "*") || bytes[end] == UInt8(ascii: "?") {
                end += 1
            } else {
                let next = more(from: end)
                if next == end { break }
                end = next
            }
        }
        if end == term { return (operatorWord(start..<end) ?? .term, end) }
        if isStar, end == start + 1 { return (.star, end) }
        // One star after the term and nothing else.
        if term > start, end == term + 1, bytes[term] == UInt8(ascii: "*") { return (.prefix, end) }
        return (.wildcard, end)
    }

    private func operatorWord(_ range: Range<Int>) -> LuceneToken.Kind? {
        guard range.count == 2 || range.count == 3 else { return nil }
        let text = bytes[range]
        if text.elementsEqual("AND".utf8) || text.elementsEqual("&&".utf8) { return .and }
        if text.elementsEqual("OR".utf8) || text.elementsEqual("||".utf8) { return .or }
        return text.elementsEqual("NOT".utf8) ? .not : nil
    }

    private func quoted(at start: Int) -> (LuceneToken.Kind, Int) {
        var index = start + 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): return (.quoted, index + 1)
            case UInt8(ascii: "\\"): index += 2
            default: index += 1
            }
        }
        return (.unusable, start + 1)
    }

    /// The end of a token that closes with `mark`: at the first one that is not written `\mark`, else at the last.
    private func closing(_ mark: UInt8, from start: Int) -> Int? {
        var last: Int?
        for index in start..<max(start, bytes.count) where bytes[index] == mark {
            last = index + 1
            if index == start || bytes[index - 1] != UInt8(ascii: "\\") { break }
        }
        return last
    }

    /// After the characters that a term goes on with.
    private func more(from offset: Int) -> Int {
        var index = offset
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            } else {
                let length = unitLength(at: index)
                if length == 0 { break }
                index += length
            }
        }
        return index
    }

    /// Bytes of the character or escape at an offset if a term can begin with it, else 0.
    private func unitLength(at index: Int) -> Int {
        switch bytes[index] {
        case UInt8(ascii: "\\"):
            guard index + 1 < bytes.count else { return 0 }
            return 1 + characterLength(at: index + 1)
        case 0x20, 0x09, 0x0A, 0x0D: return 0
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "!"), UInt8(ascii: "("), UInt8(ascii: ")"),
            UInt8(ascii: ":"), UInt8(ascii: "^"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""),
            UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "~"), UInt8(ascii: "*"), UInt8(ascii: "?"),
            UInt8(ascii: "/"):
            return 0
        case 0xE3 where blankLength(at: index) > 0: return 0
        default: return characterLength(at: index)
        }
    }

    private func characterLength(at index: Int) -> Int {
        var end = index + 1
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return end - index
    }

    // MARK: boosts and ranges

    /// Digits, and a fraction if digits follow its point.
    private func number(at start: Int) -> (LuceneToken.Kind, Int) {
        let whole = digits(from: start)
        guard whole > start else { return (.unusable, start + 1) }
        guard whole < bytes.count, bytes[whole] == UInt8(ascii: ".") else { return (.number, whole) }
        let end = digits(from: whole + 1)
        return (.number, end > whole + 1 ? end : whole)
    }

    private func digits(from offset: Int) -> Int {
        var index = offset
        while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
        return index
    }

    private func inRange(at start: Int) -> (LuceneToken.Kind, Int) {
        if bytes[start] == UInt8(ascii: "]") || bytes[start] == UInt8(ascii: "}") { return (.rangeClose, start + 1) }
        var end = start
        while end < bytes.count, !isRangeEnd(bytes[end]) { end += 1 }
        if bytes[start] == UInt8(ascii: "\""), start + 1 < bytes.count, bytes[start + 1] != UInt8(ascii: "\""),
            let close = closing(UInt8(ascii: "\""), from: start + 1), close >= end
        {
            return (.rangeQuoted, close)
        }
        return (bytes[start..<end].elementsEqual("TO".utf8) ? .to : .rangeText, end)
    }

    private func isRangeEnd(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
    }

    // MARK: spaces

    private func skipBlanks(from offset: Int, _ mode: Mode) -> Int {
        var index = offset
        while index < bytes.count {
            let length = blankLength(at: index)
            if length == 0 { break }
            // In a range only the space parts words: a tab with text after it belongs to that text.
            if mode == .range, bytes[index] != 0x20, index + length < bytes.count,
                !isRangeEnd(bytes[index + length])
            {
                break
            }
            index += length
        }
        return index
    }

    /// Bytes of the space at an offset: space, tab, line ends, U+3000.
    private func blankLength(at index: Int) -> Int {
        guard index < bytes.count else { return 0 }
        switch bytes[index] {
        case 0x20, 0x09, 0x0A, 0x0D: return 1
        case 0xE3:
            return index + 2 < bytes.count && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x80 ? 3 : 0
        default: return 0
        }
    }
}

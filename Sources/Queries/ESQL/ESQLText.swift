/// The commands of an ES|QL text, as far as a look without its grammar can tell: it knows comments, quotes, brackets and
/// the pipes between commands.
package struct ESQLText: Sendable {
    /// One command, from its first word to the next pipe. Ranges are bytes of the text.
    package struct Command: Sendable {
        /// In small letters: `from`, `eval`, `stats`; `INLINE STATS` is `inline stats`.
        package var word: String
        package var wordRange: Range<Int>
        /// What follows the word, spaces around it taken off.
        package var body: Range<Int>
    }

    package private(set) var commands: [Command] = []
    private let bytes: [UInt8]
    /// The text with spaces for comments and `x` for what is in quotes: as many bytes.
    private let plain: [UInt8]
    /// Whether all quotes, names in backticks, comments and brackets end: if not, what follows may be part of one of them.
    package let isClosed: Bool

    package init(_ text: String) {
        bytes = Array(text.utf8)
        let masked = Self.masked(bytes)
        plain = masked.plain
        isClosed = masked.isClosed && Self.isBalanced(plain)
        split()
    }

    /// The first command of that name.
    package func first(_ word: String) -> Command? { commands.first { $0.word == word } }

    /// Whether a command aggregates: `STATS` leaves groups, not events.
    package var aggregates: Bool { commands.contains { $0.word == "stats" } }

    /// The text of a range without comments, spaces around it taken off.
    package func text(_ range: Range<Int>) -> String {
        let range = trimmed(range.clamped(to: 0..<bytes.count))
        return String(
            decoding: range.map { plain[$0] == UInt8(ascii: "x") || plain[$0] == 0x20 ? shown($0) : plain[$0] },
            as: UTF8.self)
    }

    /// The pieces between the commas of a range, those in brackets and quotes aside.
    package func items(_ range: Range<Int>) -> [Range<Int>] {
        var items: [Range<Int>] = []
        var start = range.lowerBound
        forEachOuterByte(of: range) { index in
            if plain[index] == UInt8(ascii: ",") {
                items.append(trimmed(start..<index))
                start = index + 1
            }
        }
        items.append(trimmed(start..<range.upperBound))
        return items.filter { !$0.isEmpty }
    }

    /// Where a word is alone in a range, outside of brackets and quotes; in any case of letters.
    package func word(_ word: String, in range: Range<Int>) -> Range<Int>? {
        let wanted = Array(word.utf8)
        var found: Range<Int>?
        forEachOuterByte(of: range) { index in
            guard found == nil, index + wanted.count <= range.upperBound,
                index == range.lowerBound || !Self.isNameByte(plain[index - 1]),
                index + wanted.count == plain.count || !Self.isNameByte(plain[index + wanted.count])
            else { return }
            let matches = wanted.indices.allSatisfy { Self.lower(plain[index + $0]) == wanted[$0] }
            if matches { found = index..<(index + wanted.count) }
        }
        return found
    }

    /// What the first square brackets of a range hold.
    package func brackets(in range: Range<Int>) -> Range<Int>? {
        let range = range.clamped(to: 0..<plain.count)
        guard let start = plain[range].firstIndex(of: UInt8(ascii: "[")),
            let end = plain[start..<range.upperBound].firstIndex(of: UInt8(ascii: "]"))
        else { return nil }
        return trimmed((start + 1)..<end)
    }

    /// The place of the one `=` that names what an item computes; `==`, `!=`, `<=`, `>=` are comparisons.
    package func assignment(in range: Range<Int>) -> Int? {
        var found: Int?
        forEachOuterByte(of: range) { index in
            guard found == nil, plain[index] == UInt8(ascii: "=") else { return }
            let before = index > range.lowerBound ? plain[index - 1] : 0
            let after = index + 1 < range.upperBound ? plain[index + 1] : 0
            let isComparison = after == UInt8(ascii: "=") || "=!<>:".utf8.contains(before)
            if !isComparison { found = index }
        }
        return found
    }

    /// The bytes between quotes of a range, comments blanked: for the patterns of `DISSECT` and `GROK`.
    package func written(_ range: Range<Int>) -> String {
        let range = range.clamped(to: 0..<bytes.count)
        return String(decoding: range.map { plain[$0] == 0x20 ? 0x20 : bytes[$0] }, as: UTF8.self)
    }

    private func shown(_ index: Int) -> UInt8 { plain[index] == 0x20 ? 0x20 : bytes[index] }

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var start = range.lowerBound
        var end = range.upperBound
        while start < end, plain[start] <= 0x20 { start += 1 }
        while end > start, plain[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// Every byte of a range that is in no bracket opened in it.
    private func forEachOuterByte(of range: Range<Int>, _ body: (Int) -> Void) {
        var depth = 0
        for index in range.clamped(to: 0..<plain.count) {
            switch plain[index] {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            default: if depth == 0 { body(index) }
            }
        }
    }

    private static func isBalanced(_ plain: [UInt8]) -> Bool {
        var depth = 0
        for byte in plain {
            switch byte {
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: continue
            }
            if depth < 0 { return false }
        }
        return depth == 0
    }

    private mutating func split() {
        var start = 0
        var pieces: [Range<Int>] = []
        forEachOuterByte(of: 0..<plain.count) { index in
            if plain[index] == UInt8(ascii: "|") {
                pieces.append(trimmed(start..<index))
                start = index + 1
            }
        }
        pieces.append(trimmed(start..<plain.count))
        commands = pieces.filter { !$0.isEmpty }.map(command)
    }

    private func command(_ range: Range<Int>) -> Command {
        var end = range.lowerBound
        while end < range.upperBound, Self.isNameByte(plain[end]) { end += 1 }
        var word = lowered(range.lowerBound..<end)
        let rest = trimmed(end..<range.upperBound)
        if word == "inline" || word == "lookup" || word == "mv" {
            var second = rest.lowerBound
            while second < rest.upperBound, Self.isNameByte(plain[second]) { second += 1 }
            word += " " + lowered(rest.lowerBound..<second)
            end = second
        }
        return Command(word: word, wordRange: range.lowerBound..<end, body: trimmed(end..<range.upperBound))
    }

    private func lowered(_ range: Range<Int>) -> String {
        String(decoding: plain[range].map(Self.lower), as: UTF8.self)
    }

    private static func lower(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_")
            || byte == UInt8(ascii: ".") || byte >= 0x80
    }
}

// Comments and quotes.
extension ESQLText {
    private static func masked(_ bytes: [UInt8]) -> (plain: [UInt8], isClosed: Bool) {
        var plain = bytes
        var isClosed = true
        var index = 0
        while index < bytes.count {
            let end: Int?
            switch bytes[index] {
            case UInt8(ascii: "/"):
                end = commentEnd(bytes, index)
                for place in index..<(end ?? bytes.count) where bytes[place] != 0x0A { plain[place] = 0x20 }
            case UInt8(ascii: "\""):
                let string = quoteEnd(bytes, index)
                for place in index..<string.end { plain[place] = UInt8(ascii: "x") }
                if !string.isClosed { isClosed = false }
                end = string.end
            case UInt8(ascii: "`"):
                // A name in backticks stays readable, but nothing in it parts commands or items.
                end = bytes[(index + 1)...].firstIndex(of: UInt8(ascii: "`")).map { $0 + 1 }
                for place in index..<(end ?? bytes.count) where "|,()[]{}= \n".utf8.contains(bytes[place]) {
                    plain[place] = UInt8(ascii: "x")
                }
            default: end = index + 1
            }
            if end == nil { isClosed = false }
            index = max(end ?? bytes.count, index + 1)
        }
        return (plain, isClosed)
    }

    /// After the comment that begins here; the place itself where none does, nil where it does not end. Comments in
    /// stars may be in each other.
    private static func commentEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
        guard start + 1 < bytes.count else { return start }
        if bytes[start + 1] == UInt8(ascii: "/") { return bytes[start...].firstIndex(of: 0x0A) ?? bytes.count }
        guard bytes[start + 1] == UInt8(ascii: "*") else { return start }
        var depth = 1
        var index = start + 2
        while index < bytes.count, depth > 0 {
            let next = index + 1 < bytes.count ? bytes[index + 1] : 0
            if bytes[index] == UInt8(ascii: "/"), next == UInt8(ascii: "*") {
                depth += 1
                index += 2
            } else if bytes[index] == UInt8(ascii: "*"), next == UInt8(ascii: "/") {
                depth -= 1
                index += 2
            } else {
                index += 1
            }
        }
        return depth == 0 ? index : nil
    }

    /// After the string that begins here: of one line with escapes, or between three quotes.
    private static func quoteEnd(_ bytes: [UInt8], _ start: Int) -> (end: Int, isClosed: Bool) {
        let quote = UInt8(ascii: "\"")
        if start + 2 < bytes.count, bytes[start + 1] == quote, bytes[start + 2] == quote {
            var index = start + 3
            while index < bytes.count {
                if bytes[index] == quote, index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote
                {
                    index += 3
                    // Up to two more quotes belong to the text.
                    while index < bytes.count, bytes[index] == quote { index += 1 }
                    return (index, true)
                }
                index += 1
            }
            return (bytes.count, false)
        }
        var index = start + 1
        while index < bytes.count, bytes[index] != 0x0A {
            if bytes[index] == quote { return (index + 1, true) }
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return (min(index, bytes.count), false)
    }
}

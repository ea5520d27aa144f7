package import SourceText

/// A comment that speaks to Tenet: `# tenet: ignore[id, id] reason` or `# tenet: ignore-file[id] reason`.
///
/// It may follows other words of the same comment, after a `#` of its own.
package struct SuppressionComment: Sendable {
    /// One id of the list, as written.
    package struct Name: Sendable {
        package var id: String
        package var range: ByteRange
    }

    /// Why it cannot be understood; such a comment suppresses nothing.
    package enum SyntaxError: Sendable {
        /// The word after `tenet:` is none that is known; the range is the word's, empty where there is none.
        case word(ByteRange)
        /// No id at all: everything would be suppressed.
        case blanket
        /// Words follow without brackets around the ids; the range is theirs.
        case noBrackets(ByteRange)
        /// The bracket is never closed.
        case open(ByteRange)
        /// `tenet` without the colon.
        case noColon
    }

    /// From the `#` before `tenet` to the last character.
    package var range: ByteRange
    /// The whole comment, which may begin with other words.
    package var comment: ByteRange
    /// Whether it speaks of the whole file.
    package var isForFile: Bool
    package var names: [Name] = []
    /// What follows the brackets; may be empty.
    package var reason = ""
    package var fault: SyntaxError?

    private static let keyword = Array("tenet".utf8)
    /// The words that may follow `tenet:`.
    package static let words = ["ignore", "ignore-file"]

    /// What a comment of a file says to Tenet; nil where it says nothing to it.
    package init?(_ comment: ByteRange, in source: SourceFile) {
        let bytes = source.bytes
        guard comment.end <= bytes.count, let start = Self.start(in: comment, bytes) else { return nil }
        var end = comment.end
        while bytes[end - 1] <= 0x20 { end -= 1 }
        range = ByteRange(start, end)
        self.comment = comment
        isForFile = false
        var scanner = Scanner(bytes: bytes, end: end, index: start + 1)
        scanner.skipBlanks()
        scanner.index += Self.keyword.count
        let hasColon = scanner.take(UInt8(ascii: ":"))
        scanner.skipBlanks()
        let word = scanner.word()
        if !hasColon {
            // `tenet` may begin any sentence; only one that goes on as an order is a typo.
            guard Self.words.contains(source.text(word)) else { return nil }
            fault = .noColon
            return
        }
        guard Self.words.contains(source.text(word)) else {
            fault = .word(word)
            return
        }
        isForFile = source.text(word) == "ignore-file"
        scanner.skipBlanks()
        guard scanner.take(UInt8(ascii: "[")) else {
            let rest = ByteRange(scanner.index, end)
            fault = rest.isEmpty ? .blanket : .noBrackets(rest)
            return
        }
        readNames(&scanner, source)
    }

    private mutating func readNames(_ scanner: inout Scanner, _ source: SourceFile) {
        let open = scanner.index - 1
        while true {
            scanner.skipBlanks()
            let name = scanner.name()
            if !name.isEmpty { names.append(Name(id: source.text(name), range: name)) }
            scanner.skipBlanks()
            if scanner.take(UInt8(ascii: ",")) { continue }
            if scanner.take(UInt8(ascii: "]")) { break }
            // Without the bracket there is no telling where the ids end.
            names = []
            fault = .open(ByteRange(open, scanner.end))
            return
        }
        if names.isEmpty { fault = .blanket }
        scanner.skipSeparators()
        reason = source.text(ByteRange(scanner.index, scanner.end))
    }

    /// Where the `#` is that `tenet` follows.
    private static func start(in comment: ByteRange, _ bytes: [UInt8]) -> Int? {
        for index in comment.start..<comment.end where bytes[index] == UInt8(ascii: "#") {
            guard index == comment.start || bytes[index - 1] <= 0x20 else { continue }
            var next = index + 1
            while next < comment.end, bytes[next] == 0x20 || bytes[next] == 0x09 { next += 1 }
            let end = next + keyword.count
            guard end < comment.end, bytes[next..<end].elementsEqual(keyword) else { continue }
            if bytes[end] == UInt8(ascii: ":") || bytes[end] <= 0x20 { return index }
        }
        return nil
    }

    private struct Scanner {
        let bytes: [UInt8]
        let end: Int
        var index: Int

        mutating func skipBlanks() { skip { $0 == 0x20 || $0 == 0x09 } }

        /// What people put between the brackets and the reason.
        mutating func skipSeparators() {
            skip { $0 == 0x20 || $0 == 0x09 || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-") }
        }

        mutating func take(_ byte: UInt8) -> Bool {
            guard index < end, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func word() -> ByteRange {
            range { (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
        }

        /// An id or what is in its place: everything up to a comma, a bracket or a space.
        mutating func name() -> ByteRange {
            range { $0 > 0x20 && $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "]") && $0 != UInt8(ascii: "[") }
        }

        private mutating func range(of isPart: (UInt8) -> Bool) -> ByteRange {
            let start = index
            skip(isPart)
            return ByteRange(start, index)
        }

        private mutating func skip(_ isPart: (UInt8) -> Bool) {
            while index < end, isPart(bytes[index]) { index += 1 }
        }
    }
}

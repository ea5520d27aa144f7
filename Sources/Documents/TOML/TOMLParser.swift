import Diagnostics
import SourceText

/// Cuts a TOML text into tokens and items in one pass.
///
/// Recovery: a fault ends the statement, the rest of its line becomes one `unexpected` token and the next line starts
/// afresh. Within arrays the next element goes on. What never closes (multi-line strings, arrays, inline tables) gives
/// one fault at its opening and ends before the next line that starts a key or a header.
///
/// Invariants: `tokens` covers `0..<position` without a gap; every loop moves `position` or ends.
struct TOMLParser {
    let bytes: [UInt8]
    var faults: TOMLFindings
    var position = 0
    private(set) var tokens: [TOMLToken] = []
    private(set) var items: [TOMLItem] = []
    /// The statement has given up: `position` is where the next one starts, and what is open is not closed.
    var isAbandoned = false
    /// Keys above the values of the current section; part of the nesting.
    var headerDepth = 0
    /// By style: offset from which on no closing quotes are left, so that none are searched twice.
    var unclosedFrom: [StringScalar.Style: Int] = [:]
    /// Multi-line strings that were closed by what looks like the opening of another one.
    var suspects: [Int] = []
    /// Openings of strings that are taken as never closed although quotes follow somewhere.
    var unclosed: Set<Int> = []

    init(_ source: SourceFile, _ faults: TOMLFindings) {
        bytes = source.bytes
        self.faults = faults
    }

    mutating func run() {
        var retry: Checkpoint?
        var retriesLeft = 64
        while position < bytes.count {
            let start = Checkpoint(
                position: position, tokens: tokens.count, items: items.count, findings: faults.findings.count,
                headerDepth: headerDepth, suspect: 0)
            item()
            let isFaulty = faults.findings.count > start.findings
            var suspected = retry
            if let suspect = suspects.first {
                suspected = start
                suspected?.suspect = suspect
            }
            suspects = []
            if isFaulty, retriesLeft > 0, let suspected {
                // The quotes that closed the string open another one: most likely the string was never closed.
                retriesLeft -= 1
                rewind(to: suspected)
                unclosed.insert(suspected.suspect)
                retry = nil
            } else {
                let isStatement = !items[items.count - 1].isBetweenStatements
                retry = isStatement && suspected?.position != start.position ? nil : suspected
            }
        }
    }

    /// Where to start again when a string turns out not to be closed.
    private struct Checkpoint {
        var position: Int
        var tokens: Int
        var items: Int
        var findings: Int
        var headerDepth: Int
        var suspect: Int
    }

    private mutating func rewind(to checkpoint: Checkpoint) {
        position = checkpoint.position
        tokens.removeSubrange(checkpoint.tokens...)
        items.removeSubrange(checkpoint.items...)
        faults.rewind(to: checkpoint.findings)
        headerDepth = checkpoint.headerDepth
    }

    // MARK: items

    private mutating func item() {
        let first = tokens.count
        if position == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { take(.byteOrderMark, 3) }
        skipSpaces()
        let content: TOMLItem.Content
        switch current {
        case nil: content = .blank
        case UInt8(ascii: "#"):
            comment()
            content = .comment
        case UInt8(ascii: "["): content = header()
        case _ where isNewline(at: position): content = .blank
        default: content = keyValue()
        }
        if isAbandoned {
            isAbandoned = false
        } else {
            endOfLine(after: content)
        }
        items.append(TOMLItem(content: content, tokens: first..<tokens.count))
    }

    /// The rest of a statement's line: spaces, a comment, the line end.
    private mutating func endOfLine(after content: TOMLItem.Content) {
        skipSpaces()
        if current == UInt8(ascii: "#") { comment() }
        if current != nil, !isNewline(at: position) {
            if !faults.isFull { faults.report(unexpectedText(after: content)) }
            takeLine()
        }
        takeNewline()
    }

    private func unexpectedText(after content: TOMLItem.Content) -> Diagnostic {
        let found = TOMLWording.found(at: position, in: bytes)
        let range = TOMLWording.extent(at: position, in: bytes)
        if let fault = strayCharacter() { return fault }
        switch content {
        case .header:
            return faults.syntax(
                "expected the end of the line after the table header, found \(found)", at: range,
                "expected the end of the line")
        case .keyValue(let statement):
            let fault = faults.syntax(
                "expected the end of the line after the value, found \(found)", at: range,
                "expected the end of the line")
            guard let quote = closingQuote(of: statement.value) else { return fault }
            return fault.help(
                "quotes inside a string have to be escaped as `\\\(quote)`, or use another kind of quotes")
        case .blank, .comment, .broken, .brokenHeader:
            return faults.syntax("expected a key or a table header, found \(found)", at: range, "expected a key")
        }
    }

    /// The quote of a string value if the same quote is once more on the line.
    private func closingQuote(of value: TOMLValue) -> Character? {
        guard case .scalar(.string) = value.content, value.range.end <= position, let quote = byte(value.range.start)
        else { return nil }
        let rest = bytes[position..<lineEnd(from: position)]
        return rest.contains(quote) ? Character(Unicode.Scalar(quote)) : nil
    }

    mutating func comment() {
        let end = lineEnd(from: position)
        for index in position..<end where isControl(bytes[index]) {
            faults.report(controlFault(at: index, in: "a comment"))
            break
        }
        take(.comment, end - position)
    }

    // MARK: the cursor

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func byte(_ index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

    /// Makes the next `count` bytes a token; none makes none.
    mutating func take(_ kind: TOMLToken.Kind, _ count: Int) {
        let end = min(position + count, bytes.count)
        guard end > position else { return }
        tokens.append(TOMLToken(kind, ByteRange(position, end)))
        position = end
    }

    mutating func take(_ kind: TOMLToken.Kind, to end: Int) { take(kind, end - position) }

    /// Unmakes the last token; the caller moves `position` back.
    mutating func dropLastToken() -> TOMLToken? { tokens.popLast() }

    mutating func skipSpaces() {
        var end = position
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 { end += 1 }
        take(.whitespace, to: end)
    }

    /// Blanks, line ends and comments, as they may be between the elements of an array.
    mutating func skipTrivia() {
        while let byte = current {
            if byte == 0x20 || byte == 0x09 {
                skipSpaces()
            } else if byte == UInt8(ascii: "#") {
                comment()
            } else if isNewline(at: position) {
                takeNewline()
            } else {
                return
            }
        }
    }

    /// The rest of the line, its end omitted, as text that is not TOML.
    mutating func takeLine() { take(.unexpected, to: lineEnd(from: position)) }

    mutating func takeNewline() {
        if current == 0x0A {
            take(.newline, 1)
        } else if isNewline(at: position) {
            take(.newline, 2)
        }
    }

    /// Whether LF or CR LF is there.
    func isNewline(at index: Int) -> Bool {
        guard let byte = byte(index) else { return false }
        return byte == 0x0A || (byte == 0x0D && self.byte(index + 1) == 0x0A)
    }

    /// Offset of the LF or CR LF that ends the line, or of the end of the text.
    func lineEnd(from index: Int) -> Int {
        var end = index
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        return end < bytes.count && end > index && bytes[end - 1] == 0x0D ? end - 1 : end
    }

    /// Control characters that TOML allows nowhere: all but tab. (Line ends are looked at before.)
    func isControl(_ byte: UInt8) -> Bool { (byte < 0x20 && byte != 0x09) || byte == 0x7F }

    // MARK: where statements start

    /// Whether only spaces are before `index` on its line.
    func isFirstOnLine(_ index: Int) -> Bool {
        var before = index - 1
        while before >= 0, bytes[before] == 0x20 || bytes[before] == 0x09 { before -= 1 }
        return before < 0 || bytes[before] == 0x0A
    }

    /// Start of the first line from `index` on that starts a key or a header; the end of the text if none does.
    func nextStatement(from index: Int) -> Int {
        var line = index
        while line < bytes.count {
            if startsStatement(at: line) { return line }
            while line < bytes.count, bytes[line] != 0x0A { line += 1 }
            line += 1
        }
        return bytes.count
    }

    /// Whether `key =`, `[key]` or `[[key]]` is there. Bracketed words only count where they cannot be values,
    /// and `==` does not count: queries have it.
    func startsStatement(at index: Int) -> Bool {
        var index = afterSpaces(index)
        guard byte(index) == UInt8(ascii: "[") else {
            guard let end = afterKey(index) else { return false }
            index = afterSpaces(end)
            return byte(index) == UInt8(ascii: "=") && byte(index + 1) != UInt8(ascii: "=")
        }
        let isArray = byte(index + 1) == UInt8(ascii: "[")
        index = afterSpaces(index + (isArray ? 2 : 1))
        guard let first = byte(index), isLetter(first), let end = afterKey(index) else { return false }
        if ["true", "false", "inf", "nan"].contains(where: { bytes[index..<end].elementsEqual($0.utf8) }) {
            return false
        }
        index = afterSpaces(end)
        guard byte(index) == UInt8(ascii: "]"), !isArray || byte(index + 1) == UInt8(ascii: "]") else { return false }
        index = afterSpaces(index + (isArray ? 2 : 1))
        return byte(index) == nil || byte(index) == UInt8(ascii: "#") || isNewline(at: index)
    }

    func afterSpaces(_ index: Int) -> Int {
        var index = index
        while let byte = byte(index), byte == 0x20 || byte == 0x09 { index += 1 }
        return index
    }

    /// Offset after a key that starts at `index`, dotted or quoted; nil if none does.
    private func afterKey(_ index: Int) -> Int? {
        var index = index
        while true {
            guard let first = byte(index) else { return nil }
            let start = index
            if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
                index += 1
                while let byte = byte(index), byte != first, byte != 0x0A { index += 1 }
                guard byte(index) == first else { return nil }
                index += 1
            } else {
                while let byte = byte(index), isBareKey(byte) { index += 1 }
            }
            guard index > start else { return nil }
            let next = afterSpaces(index)
            guard byte(next) == UInt8(ascii: ".") else { return index }
            index = afterSpaces(next + 1)
        }
    }

    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z") }
    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    func isBareKey(_ byte: UInt8) -> Bool {
        isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}

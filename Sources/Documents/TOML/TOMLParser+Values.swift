import Diagnostics
import SourceText

/// Values: strings, scalars, arrays and inline tables.
extension TOMLParser {
    /// Where a value is; it decides where text without quotes ends and what a message says.
    enum Place {
        case statement, array, inlineTable
    }

    /// The value at the current byte; always gives one, `.invalid` with a fault where it cannot be read.
    ///
    /// `depth`: how many keys and brackets are above it.
    mutating func value(depth: Int, _ place: Place) -> TOMLValue {
        let start = position
        switch current {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            guard let string = string() else {
                if place == .statement { skipLines(ofUnclosed: start) }
                return .invalid(ByteRange(start, trimmedEnd(from: start)))
            }
            return TOMLValue(content: .scalar(string.value(of: bytes)), range: ByteRange(start, position))
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "{"): return inlineTable(depth: depth)
        default: return scalar(place)
        }
    }

    /// A text of several lines in quotes for one: if one more quote of the kind is before the next statement (or an
    /// odd number: a line with a string of its own has two), all lines up to there are the string's.
    private mutating func skipLines(ofUnclosed start: Int) {
        guard !isAbandoned, isNewline(at: position) else { return }
        let end = nextStatement(from: min(lineEnd(from: position) + 1, bytes.count))
        let quote = bytes[start]
        guard bytes[position..<end].reduce(0, { $0 + ($1 == quote ? 1 : 0) }) % 2 == 1 else { return }
        take(.unexpected, to: end)
        isAbandoned = true
    }

    /// End of what was taken since `start`, without the line ends and spaces after it.
    private func trimmedEnd(from start: Int) -> Int {
        var end = position
        while end > start, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[end - 1]) { end -= 1 }
        return end
    }

    // MARK: arrays

    private mutating func array(depth: Int) -> TOMLValue {
        let open = position
        guard depth < DocumentReader.maximumDepth else { return tooDeep() }
        take(.openBracket, 1)
        var elements: [TOMLValue] = []
        var needsComma = false
        while true {
            skipTrivia()
            guard let byte = current else { return unclosedContainer("array", from: open, close: "]") }
            switch byte {
            case UInt8(ascii: "]"):
                take(.closeBracket, 1)
                return TOMLValue(content: .array(elements), range: ByteRange(open, position))
            case UInt8(ascii: ","):
                if needsComma {
                    take(.comma, 1)
                } else {
                    faults.report(
                        faults.syntax(
                            "expected a value before `,`", at: ByteRange(position, position + 1), "expected a value"))
                    take(.unexpected, 1)
                }
                needsComma = false
            default:
                if isFirstOnLine(position), startsStatement(at: position) {
                    return unclosedContainer("array", from: open, close: "]")
                }
                if needsComma, let last = elements.last, !last.isInvalid { reportMissingComma(after: last, or: "]") }
                elements.append(value(depth: depth + 1, .array))
                if isAbandoned { return .invalid(ByteRange(open, trimmedEnd(from: open))) }
                needsComma = true
            }
        }
    }

    private mutating func reportMissingComma(after last: TOMLValue, or close: String) {
        let range = TOMLWording.extent(at: position, in: bytes)
        // Before the rest, which looks along the line: elements may be many.
        guard !faults.hasFault(onLineOf: range) else { return }
        let found = TOMLWording.found(at: position, in: bytes)
        let fault = faults.syntax(
            "expected `,` or `\(close)` after the value, found \(found)", at: range, "expected `,` before this")
        let startsValue = current.map { isDigit($0) || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") } ?? false
        guard startsValue, position > last.range.end else { return faults.report(fault) }
        // On one line it might as well be one string with quotes in it.
        let isOtherLine = lineEnd(from: last.range.end) < position
        let edit = Edit(ByteRange(at: last.range.end), ",")
        faults.report(fault.fix(Fix("insert the comma", isOtherLine ? .safe : .unsafe, edit)))
    }

    private mutating func unclosedContainer(_ name: String, from open: Int, close: String) -> TOMLValue {
        // The next statement begins on its own line: its indentation belongs to it.
        if let last = tokens.last, last.kind == .whitespace, last.range.end == position { giveBackSpaces() }
        var fault = faults.syntax("\(name) is never closed", at: ByteRange(open, open + 1), "opened here")
        if current != nil {
            let next = ByteRange(afterSpaces(position), lineEnd(from: position))
            fault = fault.label(faults.location(next), "expected `\(close)` before this")
        } else {
            fault = fault.help("add the closing `\(close)`")
        }
        faults.report(fault)
        isAbandoned = true
        return .invalid(ByteRange(open, trimmedEnd(from: open)))
    }

    // MARK: inline tables

    private mutating func inlineTable(depth: Int) -> TOMLValue {
        let open = position
        guard depth < DocumentReader.maximumDepth else { return tooDeep() }
        take(.openBrace, 1)
        var entries: [TOMLKeyValue] = []
        var isAfterComma = false
        while true {
            guard crossLine(open, isAfterValue: !entries.isEmpty && !isAfterComma) else {
                return unclosedContainer("inline table", from: open, close: "}")
            }
            switch current {
            case UInt8(ascii: "}"):
                if isAfterComma { reportTrailingComma() }
                take(.closeBrace, 1)
                return TOMLValue(content: .inlineTable(entries), range: ByteRange(open, position))
            case UInt8(ascii: ","):
                if entries.isEmpty || isAfterComma {
                    faults.report(
                        faults.syntax(
                            "expected a key before `,`", at: ByteRange(position, position + 1), "expected a key"))
                    take(.unexpected, 1)
                } else {
                    take(.comma, 1)
                }
                isAfterComma = true
            default:
                if let last = entries.last, !isAfterComma { reportMissingComma(after: last.value, or: "}") }
                if let entry = inlineEntry(depth: depth) { entries.append(entry) }
                if isAbandoned { return .invalid(ByteRange(open, trimmedEnd(from: open))) }
                isAfterComma = false
            }
        }
    }

    /// Skips spaces, and line ends with a fault; false where the table is to be given up.
    private mutating func crossLine(_ open: Int, isAfterValue: Bool) -> Bool {
        skipSpaces()
        guard let byte = current else { return false }
        guard isNewline(at: position) || byte == UInt8(ascii: "#") else { return true }
        let line = position
        skipTrivia()
        guard let next = current else { return false }
        let goesOn = next == UInt8(ascii: "}") || next == UInt8(ascii: ",")
        let isHeader = next == UInt8(ascii: "[") && startsStatement(at: position)
        guard goesOn || !(isAfterValue || isHeader) else { return false }
        faults.report(
            faults.syntax("an inline table has to stay on one line", at: ByteRange(open, open + 1), "opened here")
                .label(faults.location(ByteRange(line, line + 1)), "the line ends here")
                .help("close it with `}` on this line, or write a table with a header of its own"))
        return true
    }

    private mutating func reportTrailingComma() {
        guard let comma = tokens.last(where: { $0.kind == .comma || $0.kind == .unexpected }) else { return }
        faults.report(
            faults.syntax("an inline table cannot end with a comma", at: comma.range, "expected a key after the comma")
                .fix(Fix("remove the comma", .safe, Edit(comma.range, ""))))
    }

    /// One `key = value` within braces; nil (and a fault, and the text skipped) where there is none.
    private mutating func inlineEntry(depth: Int) -> TOMLKeyValue? {
        let start = position
        guard let key = key(of: "a key or `}`") else {
            skipInlineEntry(from: start)
            return nil
        }
        skipSpaces()
        guard equals(after: key[key.count - 1].range) else {
            skipInlineEntry(from: start)
            return nil
        }
        skipSpaces()
        let inner = depth + key.count
        let value = value(depth: inner, .inlineTable)
        guard inner <= DocumentReader.maximumDepth else {
            reportDepth(at: key[max(0, min(key.count - 1, DocumentReader.maximumDepth - depth))].range)
            return nil
        }
        return TOMLKeyValue(key: key, value: value)
    }

    /// Goes on at the next comma, brace or line end; at least one byte after `start`.
    private mutating func skipInlineEntry(from start: Int) {
        var end = position
        while let byte = byte(end), byte != UInt8(ascii: ","), byte != UInt8(ascii: "}"), !isNewline(at: end) {
            end += 1
        }
        if end == start, end < bytes.count, !isNewline(at: end) { end += 1 }
        take(.unexpected, to: end)
    }

    // MARK: too deep

    /// Skips a bracketed value without looking into it.
    private mutating func tooDeep() -> TOMLValue {
        let start = position
        faults.report(depthFault(at: ByteRange(start, start + 1)))
        var index = start
        var open = 0
        repeat {
            guard let byte = byte(index) else { break }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
            case UInt8(ascii: "\""), UInt8(ascii: "'"): index = behindQuoted(index) - 1
            case 0x0A where startsStatement(at: index + 1):
                take(.unexpected, to: index + 1)
                isAbandoned = true
                return .invalid(ByteRange(start, index))
            default: break
            }
            index += 1
        } while open > 0
        take(.unexpected, to: index)
        // Never closed: the brackets around it are not closed either, and one fault is enough.
        if open > 0 { isAbandoned = true }
        return .invalid(ByteRange(start, position))
    }

    /// Offset after a one-line string, or of the end of its line.
    func behindQuoted(_ start: Int) -> Int {
        var index = start + 1
        while let byte = byte(index), byte != 0x0A {
            if byte == bytes[start] { return index + 1 }
            index +=
                byte == UInt8(ascii: "\\") && bytes[start] == UInt8(ascii: "\"") && self.byte(index + 1) != 0x0A ? 2 : 1
        }
        return min(index, bytes.count)
    }

    private mutating func giveBackSpaces() {
        guard let last = dropLastToken() else { return }
        position = last.range.start
    }
}

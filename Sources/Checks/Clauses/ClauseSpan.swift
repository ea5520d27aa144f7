import SourceText

/// The whole of a clause in a query's text: parsers omit the parentheses around it, and the field before a list.
enum ClauseSpan {
    /// The span with the parentheses that belong to it. Of the values of a whole list: with `field:(` and `)`.
    static func whole(_ span: ByteRange, in bytes: [UInt8]) -> ByteRange {
        let span = balanced(span, in: bytes)
        if let opening = opening(before: span.start, bytes), let field = field(before: opening, bytes) {
            if let closing = next(UInt8(ascii: ")"), after: span.end, bytes) { return ByteRange(field, closing + 1) }
        }
        return span
    }

    /// The span with the partners of the parentheses in it.
    static func balanced(_ span: ByteRange, in bytes: [UInt8]) -> ByteRange {
        var start = span.start
        var end = span.end
        let (closed, opened) = unbalanced(bytes[start..<end])
        for _ in 0..<opened {
            guard let closing = next(UInt8(ascii: ")"), after: end, bytes) else { return span }
            end = closing + 1
        }
        for _ in 0..<closed {
            guard let opening = opening(before: start, bytes) else { return span }
            start = field(before: opening, bytes) ?? opening
        }
        return ByteRange(start, end)
    }

    /// The parentheses around a clause, where nothing else is in them.
    static func inParentheses(_ span: ByteRange, in bytes: [UInt8]) -> ByteRange {
        var span = span
        while let opening = opening(before: span.start, bytes),
            let closing = next(UInt8(ascii: ")"), after: span.end, bytes)
        {
            span = ByteRange(opening, closing + 1)
        }
        return span
    }

    /// Parentheses that are closed and not opened, and that are opened and not closed; those in quotes do not count.
    static func unbalanced(_ bytes: ArraySlice<UInt8>) -> (closed: Int, opened: Int) {
        var closed = 0
        var opened = 0
        var isQuoted = false
        var index = bytes.startIndex
        while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: "\\"): index += 1
            case UInt8(ascii: "\""): isQuoted.toggle()
            case UInt8(ascii: "(") where !isQuoted: opened += 1
            case UInt8(ascii: ")") where !isQuoted: if opened > 0 { opened -= 1 } else { closed += 1 }
            default: break
            }
            index += 1
        }
        return (closed, opened)
    }

    private static func opening(before offset: Int, _ bytes: [UInt8]) -> Int? {
        let end = skipBack(offset, bytes)
        return end > 0 && bytes[end - 1] == UInt8(ascii: "(") ? end - 1 : nil
    }

    /// Where `field:` begins that is before an opening parenthesis; nil where no plain name does.
    static func field(before opening: Int, _ bytes: [UInt8]) -> Int? {
        let colon = skipBack(opening, bytes)
        guard colon > 0, bytes[colon - 1] == UInt8(ascii: ":") else { return nil }
        let end = skipBack(colon - 1, bytes)
        var start = end
        while start > 0, isName(bytes[start - 1]) { start -= 1 }
        return start < end ? start : nil
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || (0x30...0x39).contains(byte) || "._@-*?".utf8.contains(byte)
    }

    /// Where the parenthesis of a list of values opens after a field that ends at `end`; nil where there is no list.
    static func listOpening(after end: Int, _ bytes: [UInt8]) -> Int? {
        guard let colon = next(UInt8(ascii: ":"), after: end, bytes) else { return nil }
        return next(UInt8(ascii: "("), after: colon + 1, bytes)
    }

    /// The offset of the first byte that is not whitespace, where it is this one.
    static func next(_ byte: UInt8, after end: Int, _ bytes: [UInt8]) -> Int? {
        let place = skip(end, bytes)
        return bytes[place...].first == byte ? place : nil
    }

    static func skipBack(_ end: Int, _ bytes: [UInt8]) -> Int {
        var end = end
        while end > 0, isBlank(bytes[end - 1]) { end -= 1 }
        return end
    }

    static func skip(_ start: Int, _ bytes: [UInt8]) -> Int {
        var start = start
        while start < bytes.count, isBlank(bytes[start]) { start += 1 }
        return start
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}

import Diagnostics
import SourceText

/// Keys, headers and statements.
extension TOMLParser {
    /// `[a.b]` or `[[a.b]]`; the current byte is the first bracket.
    mutating func header() -> TOMLItem.Content {
        let open = position
        let isArray = byte(position + 1) == UInt8(ascii: "[")
        let close = isArray ? "]]" : "]"
        take(isArray ? .openDoubleBracket : .openBracket, isArray ? 2 : 1)
        skipSpaces()
        guard let key = key(of: "a table name") else {
            takeLine()
            headerDepth = 0
            return .brokenHeader
        }
        skipSpaces()
        let isClosed =
            byte(position) == UInt8(ascii: "]") && (!isArray || byte(position + 1) == UInt8(ascii: "]"))
        if isClosed {
            take(isArray ? .closeDoubleBracket : .closeBracket, isArray ? 2 : 1)
        } else {
            let found = TOMLWording.found(at: position, in: bytes)
            var fault = faults.syntax(
                "expected `\(close)` after the table name, found \(found)",
                at: TOMLWording.extent(at: position, in: bytes), "expected `\(close)`")
            let end = key[key.count - 1].range.end
            let hasOne = isArray && byte(position) == UInt8(ascii: "]")
            let stop = hasOne ? position + 1 : position
            let isLast = stop == lineEnd(from: stop) || (stop > end && byte(stop) == UInt8(ascii: "#"))
            if isLast {
                let edit = Edit(ByteRange(at: hasOne ? stop : end), hasOne ? "]" : close)
                fault = fault.fix(Fix("close the header with `\(close)`", .safe, edit))
            }
            faults.report(fault)
            takeLine()
        }
        headerDepth = key.count
        guard key.count <= DocumentReader.maximumDepth else {
            reportDepth(at: key[DocumentReader.maximumDepth].range)
            headerDepth = 0
            return .brokenHeader
        }
        return .header(TOMLHeader(isArray: isArray, key: key, range: ByteRange(open, position)))
    }

    /// `key = value`.
    mutating func keyValue() -> TOMLItem.Content {
        guard let key = key(of: "a key or a table header") else {
            takeLine()
            return .broken
        }
        skipSpaces()
        let last = key[key.count - 1].range
        guard equals(after: last) else {
            takeLine()
            return .broken
        }
        skipSpaces()
        let depth = headerDepth + key.count
        let value = value(depth: depth, .statement)
        guard depth <= DocumentReader.maximumDepth else {
            reportDepth(at: key[max(0, min(key.count - 1, DocumentReader.maximumDepth - headerDepth))].range)
            return .broken
        }
        return .keyValue(TOMLKeyValue(key: key, value: value))
    }

    func depthFault(at range: ByteRange) -> Diagnostic {
        faults.limit("nesting is deeper than \(DocumentReader.maximumDepth) levels", at: range)
    }

    mutating func reportDepth(at range: ByteRange) { faults.report(depthFault(at: range)) }

    /// `=`, or what people write in its place; false where no value follows.
    mutating func equals(after key: ByteRange) -> Bool {
        if current == UInt8(ascii: "=") {
            take(.equals, 1)
            return true
        }
        if faults.isFull { return false }
        let found = TOMLWording.found(at: position, in: bytes)
        let range = TOMLWording.extent(at: position, in: bytes)
        let name = TOMLWording.quoted(bytes[key.start..<key.end])
        var fault =
            strayCharacter()
            ?? faults.syntax("expected `=` after the key \(name), found \(found)", at: range, "expected `=`")
        if current == UInt8(ascii: ":") {
            let afterColon = position + 1
            fault = fault.help("TOML writes `key = value`")
                .fix(Fix("write `=`", .safe, Edit(ByteRange(key.end, afterColon), " =")))
            faults.report(fault)
            take(.unexpected, 1)
            return true
        }
        let isValue = startsValue()
        if isValue, position > key.end {
            fault = fault.fix(Fix("insert `=`", .safe, Edit(ByteRange(at: position), "= ")))
        }
        faults.report(fault)
        return isValue
    }

    /// Whether the rest of the line is one value: then only the `=` before it is missing.
    private func startsValue() -> Bool {
        guard let first = current else { return false }
        var end = position
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            end = behindQuoted(position)
            // Three quotes open a text of several lines.
            if end == position + 2, byte(end) == first { return true }
        } else if first == UInt8(ascii: "[") {
            // A list that is whole, or goes on in the next line; `[a](b)` is prose.
            let line = bytes[position...].prefix { $0 != 0x0A }
            let last = line.last { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D } ?? first
            return "[],".utf8.contains(last) || line.contains(UInt8(ascii: "#"))
        } else {
            while let byte = byte(end), isBareKey(byte) || byte == UInt8(ascii: ".") { end += 1 }
            let word = bytes[position..<end]
            let isScalar = isDigit(first) || word.elementsEqual("true".utf8) || word.elementsEqual("false".utf8)
            guard isScalar else { return false }
        }
        end = afterSpaces(end)
        return byte(end) == nil || byte(end) == UInt8(ascii: "#") || isNewline(at: end)
    }

    /// The parts of a key; nil (and a fault) where none can be read. `wanted` says what is expected.
    mutating func key(of wanted: String) -> [TOMLKeyPart]? {
        var parts: [TOMLKeyPart] = []
        while true {
            guard let part = keyPart() else {
                if faults.isFull { return nil }
                let found = TOMLWording.found(at: position, in: bytes)
                let expected = parts.isEmpty ? wanted : "a key after the dot"
                faults.report(keyFault(expected, found))
                return nil
            }
            parts.append(part)
            let dot = afterSpaces(position)
            guard byte(dot) == UInt8(ascii: ".") else { return parts }
            skipSpaces()
            take(.dot, 1)
            skipSpaces()
        }
    }

    private func keyFault(_ expected: String, _ found: String) -> Diagnostic {
        if let fault = strayCharacter() { return fault }
        let fault = faults.syntax(
            "expected \(expected), found \(found)", at: TOMLWording.extent(at: position, in: bytes),
            "expected \(expected)")
        guard let byte = current, byte >= 0x80 else { return fault }
        return fault.help("a key with other characters than A-Z, a-z, 0-9, `_` and `-` needs quotes")
    }

    private mutating func keyPart() -> TOMLKeyPart? {
        guard let first = current else { return nil }
        if first == UInt8(ascii: "\"") || first == UInt8(ascii: "'") {
            let start = position
            if byte(start + 1) == first, byte(start + 2) == first {
                faults.report(
                    faults.syntax(
                        "a multi-line string cannot be a key", at: ByteRange(start, start + 3),
                        "expected a key in single quotes or none"))
                return nil
            }
            guard let string = quoted(first), !string.isBroken else { return nil }
            return TOMLKeyPart(bytes: Array(string.bytes(of: bytes)), range: ByteRange(start, position))
        }
        var end = position
        while let byte = byte(end), isBareKey(byte) { end += 1 }
        guard end > position else { return nil }
        let range = ByteRange(position, end)
        take(.bareKey, to: end)
        return TOMLKeyPart(bytes: Array(bytes[range.start..<range.end]), range: range)
    }
}

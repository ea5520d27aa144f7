import SourceText

/// Reads the names and values of a query: the lexical half of Kibana's grammar.
///
/// Kibana has no tokens: what a character means depends on what may be there. So the scanner is asked for a value at
/// an offset and says how far it reaches.
struct KQLScanner {
    let bytes: [UInt8]

    init(_ text: String) { bytes = Array(text.utf8) }

    /// A quoted string or an unquoted literal, and where it ends (spaces after an unquoted one belong to it).
    func value(at offset: Int) -> (value: KQLValue, end: Int)? {
        guard offset < bytes.count else { return nil }
        return bytes[offset] == UInt8(ascii: "\"") ? quoted(at: offset) : unquoted(at: offset)
    }

    /// Escapes in quotes are `\t \r \n \uXXXX \\ \"`; any other backslash stays.
    private func quoted(at offset: Int) -> (value: KQLValue, end: Int)? {
        var text = KQLText()
        var index = offset + 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\"") {
                let content = KQLValue.Content.string(text.string(), quoted: true)
                return (KQLValue(content, ByteRange(offset, index + 1)), index + 1)
            }
            if byte == UInt8(ascii: "\\") {
                if let count = escape(at: index, into: &text) {
                    index += count
                    continue
                }
                if index + 1 < bytes.count, bytes[index + 1] == byte || bytes[index + 1] == UInt8(ascii: "\"") {
                    text.append(bytes[index + 1])
                    index += 2
                    continue
                }
            }
            text.append(byte)
            index += 1
        }
        return nil
    }

    /// One character or more up to a special one, a keyword or a bad escape; trimmed, then classified.
    private func unquoted(at offset: Int) -> (value: KQLValue, end: Int)? {
        var text = KQLText()
        var index = offset
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "*") {
                text.appendStar()
                index += 1
            } else if byte == UInt8(ascii: "\\") {
                guard let count = unquotedEscape(at: index, into: &text) else { break }
                index += count
            } else if KQLCharacters.isSpecial(byte) || KQLCharacters.startsNot(bytes, at: index) {
                break
            } else if KQLCharacters.blankCount(bytes, at: index) > 0 {
                // A keyword after a run of spaces is one after each of them: the run is looked at once.
                if KQLCharacters.connective(bytes, at: index) != nil { break }
                let end = KQLCharacters.skipBlanks(bytes, from: index)
                text.append(bytes[index..<end])
                index = end
            } else {
                text.append(byte)
                index += 1
            }
        }
        guard index > offset else { return nil }
        let range = KQLCharacters.trimmed(bytes, offset..<index)
        let place = range.isEmpty ? ByteRange(offset, index) : ByteRange(range.lowerBound, range.upperBound)
        return (KQLValue(text.content(), place), index)
    }

    private func unquotedEscape(at index: Int, into text: inout KQLText) -> Int? {
        if let count = escape(at: index, into: &text) { return count }
        guard index + 1 < bytes.count else { return nil }
        if KQLCharacters.isSpecial(bytes[index + 1]) {
            text.append(bytes[index + 1])
            return 2
        }
        for word in ["or", "and", "not"] as [StaticString] where KQLCharacters.hasWord(word, bytes, at: index + 1) {
            let end = index + 1 + word.utf8CodeUnitCount
            text.append(bytes[(index + 1)..<end])
            return end - index
        }
        return nil
    }

    /// The escapes that both kinds of value share; the bytes of the one at `index`, nil where there is none.
    private func escape(at index: Int, into text: inout KQLText) -> Int? {
        guard index + 1 < bytes.count else { return nil }
        switch bytes[index + 1] {
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "u"):
            guard let unit = hexUnit(at: index + 2) else { return nil }
            text.append(unit: unit)
            return 6
        default: return nil
        }
        return 2
    }

    private func hexUnit(at start: Int) -> UInt16? {
        guard bytes.count - start >= 4 else { return nil }
        var unit: UInt16 = 0
        for byte in bytes[start..<(start + 4)] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte & 0x0F)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                unit = unit << 4 | (UInt16(byte & 0x0F) + 9)
            default: return nil
            }
        }
        return unit
    }
}

/// The decoded text of one value while it is read.
///
/// Escapes name UTF-16 units: two halves of a pair become one character, a half without its other one becomes U+FFFD,
/// since text here is UTF-8.
private struct KQLText {
    private var bytes: [UInt8] = []
    private var parts: [WildcardText.Part] = []
    private var hasStar = false
    private var highHalf: UInt16?

    mutating func append(_ byte: UInt8) {
        flushHalf()
        bytes.append(byte)
    }

    mutating func append(_ slice: ArraySlice<UInt8>) {
        flushHalf()
        bytes.append(contentsOf: slice)
    }

    mutating func append(unit: UInt16) {
        if let high = highHalf, UTF16.isTrailSurrogate(unit) {
            highHalf = nil
            let value = 0x10000 + (UInt32(high & 0x3FF) << 10 | UInt32(unit & 0x3FF))
            appendScalar(value)
            return
        }
        flushHalf()
        if UTF16.isLeadSurrogate(unit) { highHalf = unit } else { appendScalar(UInt32(unit)) }
    }

    mutating func appendStar() {
        flushHalf()
        hasStar = true
        if !bytes.isEmpty { parts.append(.literal(String(decoding: bytes, as: UTF8.self))) }
        bytes.removeAll()
        parts.append(.anyCharacters)
    }

    /// The text as it is written, for a quoted string.
    mutating func string() -> String {
        flushHalf()
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What an unquoted literal is: trimmed, then one of the three words, a pattern, or a string.
    mutating func content() -> KQLValue.Content {
        flushHalf()
        guard hasStar else {
            let text = String(decoding: bytes[KQLCharacters.trimmed(bytes, 0..<bytes.count)], as: UTF8.self)
            switch text {
            case "null": return .null
            case "true": return .boolean(true)
            case "false": return .boolean(false)
            default: return .string(text, quoted: false)
            }
        }
        if !bytes.isEmpty { parts.append(.literal(String(decoding: bytes, as: UTF8.self))) }
        trimPart(at: 0, start: true)
        trimPart(at: parts.count - 1, start: false)
        return .wildcard(WildcardText(parts))
    }

    private mutating func trimPart(at index: Int, start: Bool) {
        guard case .literal(let text) = parts[index] else { return }
        let bytes = Array(text.utf8)
        let rest = KQLCharacters.trimmed(bytes, 0..<bytes.count, start: start, end: !start)
        if rest.isEmpty {
            parts.remove(at: index)
        } else {
            parts[index] = .literal(String(decoding: bytes[rest], as: UTF8.self))
        }
    }

    private mutating func flushHalf() {
        guard highHalf != nil else { return }
        highHalf = nil
        appendScalar(0xFFFD)
    }

    private mutating func appendScalar(_ value: UInt32) {
        let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
        bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
}

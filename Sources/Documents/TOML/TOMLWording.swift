import SourceText
import Values

/// How messages name what is in a text.
enum TOMLWording {
    /// What is at `index`: a word, a character, or the end of the line or the file.
    static func found(at index: Int, in bytes: [UInt8]) -> String {
        guard index < bytes.count else { return "the end of the file" }
        let byte = bytes[index]
        if byte == 0x0A || (byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A) {
            return "the end of the line"
        }
        if byte == UInt8(ascii: "#") { return "a comment" }
        if byte == UInt8(ascii: "`") { return "a backquote" }
        if byte < 0x20 || byte == 0x7F { return "the control character \(codePoint(UInt32(byte)))" }
        let range = extent(at: index, in: bytes)
        guard byte >= 0x80 else { return quoted(bytes[range.start..<range.end]) }
        guard let scalar = String(decoding: bytes[range.start..<range.end], as: UTF8.self).unicodeScalars.first else {
            return "no text"
        }
        let name = codePoint(scalar.value)
        return scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
            ? name : "`\(Character(scalar))` (\(name))"
    }

    /// The bytes that `found` names: a word of letters, digits, `_` and `-`, else one character; empty at the end of a
    /// line.
    static func extent(at index: Int, in bytes: [UInt8]) -> ByteRange {
        guard index < bytes.count, bytes[index] != 0x0A else { return ByteRange(at: min(index, bytes.count)) }
        var end = index
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        return end > index
            ? ByteRange(index, end) : ByteRange(index, index + UTF8Validation.scalar(at: index, in: bytes.span).length)
    }

    /// The text in backquotes, cut when it is long; control characters are not printed.
    static func quoted(_ bytes: ArraySlice<UInt8>) -> String { "`\(plain(bytes))`" }

    /// The text, cut when it is long; control characters and backquotes are not printed.
    static func plain(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        for scalar in String(decoding: bytes.prefix(40), as: UTF8.self).unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "`" {
                text += codePoint(scalar.value)
            } else {
                text.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > 40 ? text + "…" : text
    }

    /// `U+000B`.
    static func codePoint(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
    }
}

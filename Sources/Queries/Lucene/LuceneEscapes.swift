/// Backslashes in terms, names, quoted text and sides of ranges.
enum LuceneEscapes {
    /// The text with `\x` as x and `\uXXXX` as that UTF-16 unit; the token is named where an escape is wrong.
    static func decoded(_ text: String, of token: LuceneToken) throws(LuceneSyntaxError) -> String {
        guard text.utf8.contains(UInt8(ascii: "\\")) else { return text }
        let bytes = Array(text.utf8)
        var decoded: [UInt8] = []
        // Units of `\u` escapes in a row: two of them may be one character.
        var units: [UInt16] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                flush(&units, to: &decoded)
                decoded.append(bytes[index])
                index += 1
                continue
            }
            guard index + 1 < bytes.count else { throw LuceneSyntaxError.badEscape(token, "\\") }
            if bytes[index + 1] == UInt8(ascii: "u") {
                let digits = bytes[(index + 2)...].prefix(4)
                guard digits.count == 4, let unit = UInt16(hexadecimal: digits) else {
                    throw LuceneSyntaxError.badEscape(token, "\\u" + String(decoding: digits, as: UTF8.self))
                }
                units.append(unit)
                index += 6
            } else {
                flush(&units, to: &decoded)
                decoded.append(bytes[index + 1])
                index += 2
            }
        }
        flush(&units, to: &decoded)
        return String(decoding: decoded, as: UTF8.self)
    }

    private static func flush(_ units: inout [UInt16], to bytes: inout [UInt8]) {
        if units.isEmpty { return }
        bytes += String(decoding: units, as: UTF16.self).utf8
        units.removeAll()
    }
}

extension UInt16 {
    /// The value of hexadecimal digits and nothing else.
    fileprivate init?(hexadecimal digits: ArraySlice<UInt8>) {
        var value: UInt16 = 0
        for digit in digits {
            guard let digit = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        self = value
    }
}

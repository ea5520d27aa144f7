import SourceText

/// What tokens represent: names without their backquotes, strings without escapes, numbers as numbers.
enum EQLText {
    static let escapes: [(letter: UInt8, byte: UInt8)] = [
        (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "t"), 0x09), (UInt8(ascii: "n"), 0x0A), (UInt8(ascii: "f"), 0x0C),
        (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "\""), UInt8(ascii: "\"")), (UInt8(ascii: "'"), UInt8(ascii: "'")),
        (UInt8(ascii: "\\"), UInt8(ascii: "\\")),
    ]

    /// The text of an identifier.
    static func name(_ token: EQLToken, _ bytes: [UInt8]) -> String {
        let source = bytes[token.range.start..<token.range.end]
        guard token.kind == .quotedIdentifier else { return String(decoding: source, as: UTF8.self) }
        var name: [UInt8] = []
        var isFirstOfTwo = false
        for byte in source.dropFirst().dropLast() {
            isFirstOfTwo = byte == UInt8(ascii: "`") && !isFirstOfTwo
            if byte != UInt8(ascii: "`") || isFirstOfTwo { name.append(byte) }
        }
        return String(decoding: name, as: UTF8.self)
    }

    /// The text of a string or raw string that has no fault.
    static func string(_ token: EQLToken, _ bytes: [UInt8]) -> String {
        if token.kind == .rawString {
            return String(decoding: bytes[(token.range.start + 3)..<(token.range.end - 3)], as: UTF8.self)
        }
        let source = bytes[(token.range.start + 1)..<(token.range.end - 1)]
        guard source.contains(UInt8(ascii: "\\")) else { return String(decoding: source, as: UTF8.self) }
        var text: [UInt8] = []
        var index = source.startIndex
        while index < source.endIndex {
            guard source[index] == UInt8(ascii: "\\"), index + 1 < source.endIndex else {
                text.append(source[index])
                index += 1
                continue
            }
            let letter = source[index + 1]
            index += 2
            if let escape = escapes.first(where: { $0.letter == letter }) {
                text.append(escape.byte)
                continue
            }
            // `\u{…}`: the scanner has seen to its digits.
            var value: UInt32 = 0
            index += 1
            while index < source.endIndex, let digit = EQLScanner.hexDigit(source[index]) {
                value = value << 4 | UInt32(digit)
                index += 1
            }
            index += 1
            let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The value of a number; nil where it is beyond all doubles.
    static func number(_ token: EQLToken, _ bytes: [UInt8]) -> EQLLiteral.Content? {
        let source = bytes[token.range.start..<token.range.end]
        if token.kind == .integer, let value = integer(source) { return .integer(value) }
        // `1.`, `.5` and `1.e3` get the digits that every reader of doubles takes.
        var text: [UInt8] = [UInt8(ascii: "0")]
        for byte in source {
            if text.last == UInt8(ascii: "."), !EQLScanner.isDigit(byte) { text.append(UInt8(ascii: "0")) }
            text.append(byte)
        }
        if text.last == UInt8(ascii: ".") { text.append(UInt8(ascii: "0")) }
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else { return nil }
        return .decimal(value)
    }

    private static func integer(_ digits: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for digit in digits {
            let (shifted, first) = value.multipliedReportingOverflow(by: 10)
            let (sum, second) = shifted.addingReportingOverflow(Int64(digit & 0x0F))
            if first || second { return nil }
            value = sum
        }
        return value
    }
}

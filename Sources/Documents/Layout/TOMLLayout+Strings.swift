import SourceText

/// How strings are quoted. A string is written anew only where that surely keeps its text.
extension TOMLLayout {
    private static let quote = UInt8(ascii: "\"")
    private static let apostrophe = UInt8(ascii: "'")
    private static let backslash = UInt8(ascii: "\\")

    /// A value that is neither list nor table; all but strings stay as they are.
    func scalar(_ value: TOMLValue, _ kind: LayoutGuide.LongText?) -> [UInt8] {
        let token = source(value.range)
        guard case .scalar(.string(let string)) = value.content else { return Array(token) }
        switch string.style {
        case .tomlLiteral: return basic(fromLiteral: token) ?? Array(token)
        case .tomlBasic:
            let text = Array(string.text.utf8)
            if let kind, text.contains(0x0A) { return multiline(text, kind) }
            return literal(fromBasic: token, text) ?? Array(token)
        case .tomlMultilineBasic where kind == .query: return literalLines(fromBasic: token) ?? LayoutText.withLF(token)
        default: return LayoutText.withLF(token)
        }
    }

    /// `'text'` as `"text"`; nil where that needs escapes.
    private func basic(fromLiteral token: ArraySlice<UInt8>) -> [UInt8]? {
        let body = token.dropFirst().dropLast()
        guard !body.contains(Self.quote), !body.contains(Self.backslash) else { return nil }
        return [Self.quote] + body + [Self.quote]
    }

    /// `"a \"b\""` as `'a "b"'`; nil where no quote is escaped or the text needs escapes.
    private func literal(fromBasic token: ArraySlice<UInt8>, _ text: [UInt8]) -> [UInt8]? {
        guard token.contains(Self.backslash), text.contains(Self.quote) else { return nil }
        var body = token.dropFirst().dropLast()[...]
        while let place = body.firstIndex(of: Self.backslash) {
            guard place + 1 < body.endIndex, body[place + 1] == Self.quote || body[place + 1] == Self.backslash else {
                return nil
            }
            body = body[(place + 2)...]
        }
        return text.contains(Self.apostrophe) ? nil : [Self.apostrophe] + text + [Self.apostrophe]
    }

    /// `"""…"""` as `'''…'''`; nil where that would change the text.
    private func literalLines(fromBasic token: ArraySlice<UInt8>) -> [UInt8]? {
        let body = LayoutText.withLF(token.dropFirst(3).dropLast(3))
        guard !body.contains(Self.backslash), isLiteral(body) else { return nil }
        return Self.marks(Self.apostrophe) + body + Self.marks(Self.apostrophe)
    }

    /// A text with line ends as a string of several lines.
    private func multiline(_ text: [UInt8], _ kind: LayoutGuide.LongText) -> [UInt8] {
        if kind == .query, isLiteral(text) {
            return Self.marks(Self.apostrophe) + [0x0A] + text + Self.marks(Self.apostrophe)
        }
        var result = Self.marks(Self.quote) + [0x0A]
        var quotes = 0
        for (index, byte) in text.enumerated() {
            quotes = byte == Self.quote ? quotes + 1 : 0
            switch byte {
            case 0x0A, 0x09: result.append(byte)
            case Self.backslash: result += [Self.backslash, Self.backslash]
            case Self.quote where quotes == 3 || index == text.count - 1:
                result += [Self.backslash, Self.quote]
                quotes = 0
            case 0x00..<0x20, 0x7F:
                let digits = String(byte, radix: 16, uppercase: true)
                result += "\\u00\(digits.utf8.count < 2 ? "0" : "")\(digits)".utf8
            default: result.append(byte)
            }
        }
        return result + Self.marks(Self.quote)
    }

    /// Whether a text can be between `'''` as it is.
    private func isLiteral(_ text: [UInt8]) -> Bool {
        guard text.last != Self.apostrophe else { return false }
        var run = 0
        for byte in text {
            run = byte == Self.apostrophe ? run + 1 : 0
            if run == 3 || (byte < 0x20 && byte != 0x0A && byte != 0x09) || byte == 0x7F { return false }
        }
        return true
    }

    private static func marks(_ mark: UInt8) -> [UInt8] { [mark, mark, mark] }
}

import SourceText

/// Splits a query into tokens: the lexical half of the grammar.
///
/// Always the longest token, as Elasticsearch's own reader does. Broken text becomes tokens of its own, which end where
/// the fault most likely ends: a string without its quote at the end of the line.
struct EQLScanner {
    let bytes: [UInt8]
    /// The comments that were passed.
    private(set) var comments: [ByteRange] = []
    private var position = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    /// All tokens; the last one is `.end`.
    mutating func tokens() -> [EQLToken] {
        var tokens: [EQLToken] = []
        tokens.reserveCapacity(bytes.count / 5 + 2)
        while true {
            if let comment = skipBlanks() { tokens.append(comment) }
            guard position < bytes.count else { break }
            tokens.append(next())
        }
        tokens.append(EQLToken(kind: .end, range: ByteRange(at: bytes.count)))
        return tokens
    }

    // MARK: whitespace

    /// Passes whitespace and comments; gives the fault of a comment that is never closed.
    private mutating func skipBlanks() -> EQLToken? {
        while position < bytes.count {
            let start = position
            switch bytes[position] {
            case 0x20, 0x09, 0x0D, 0x0A: position += 1
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/"):
                while position < bytes.count, bytes[position] != 0x0A, bytes[position] != 0x0D { position += 1 }
                comments.append(ByteRange(start, position))
            case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "*"):
                guard skipComment() else {
                    return EQLToken(kind: .invalid(.unclosedComment), range: ByteRange(start, start + 2))
                }
                comments.append(ByteRange(start, position))
            default: return nil
            }
        }
        return nil
    }

    /// Comments may be within each other.
    private mutating func skipComment() -> Bool {
        var depth = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
                depth += 1
                position += 2
            } else if bytes[position] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                depth -= 1
                position += 2
                if depth == 0 { return true }
            } else {
                position += 1
            }
        }
        return false
    }

    // MARK: tokens

    private mutating func next() -> EQLToken {
        let start = position
        let kind = kind()
        return EQLToken(kind: kind, range: ByteRange(start, position))
    }

    private mutating func kind() -> EQLToken.Kind {
        let first = bytes[position]
        switch first {
        case _ where Self.isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: "@"): return word()
        case _ where Self.isDigit(first): return number()
        case UInt8(ascii: ".") where Self.isDigit(byte(1)): return number()
        case UInt8(ascii: "\""): return string()
        case UInt8(ascii: "'"): return oldString(.singleQuotes)
        case UInt8(ascii: "?") where byte(1) == UInt8(ascii: "\"") || byte(1) == UInt8(ascii: "'"):
            position += 1
            return oldString(.questionQuotes)
        case UInt8(ascii: "`"): return backquoted()
        default: return sign()
        }
    }

    private mutating func word() -> EQLToken.Kind {
        let start = position
        position += 1
        while position < bytes.count, Self.isNamePart(bytes[position]) { position += 1 }
        if byte(0) == UInt8(ascii: "~"), Self.isLetter(bytes[start]) {
            position += 1
            return EQLKeyword(bytes[start..<position]).map { .keyword($0) } ?? .tildeIdentifier
        }
        return EQLKeyword(bytes[start..<position]).map { .keyword($0) } ?? .identifier
    }

    /// `1`, `1.`, `1.5`, `.5`, each but the first with or without an exponent.
    private mutating func number() -> EQLToken.Kind {
        var isDecimal = false
        skipDigits()
        if byte(0) == UInt8(ascii: ".") {
            isDecimal = true
            position += 1
            skipDigits()
        }
        if byte(0) | 0x20 == UInt8(ascii: "e") {
            let hasSign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            if Self.isDigit(byte(hasSign ? 2 : 1)) {
                isDecimal = true
                position += hasSign ? 2 : 1
                skipDigits()
            }
        }
        return isDecimal ? .decimal : .integer
    }

    private mutating func skipDigits() {
        while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    }

    private mutating func backquoted() -> EQLToken.Kind {
        let start = position
        position += 1
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "`") {
                position += 1
                if byte(0) != UInt8(ascii: "`") { return .quotedIdentifier }
            }
            position += 1
        }
        // What follows a backquote without its other one cannot be distinguished from the name.
        position = start + 1
        while Self.isNamePart(byte(0)) { position += 1 }
        return .invalid(.unclosedBackquote)
    }

    private mutating func sign() -> EQLToken.Kind {
        let first = bytes[position]
        if let sign = EQLSign(first, byte(1)) {
            position += 2
            return .sign(sign)
        }
        position += 1
        if let sign = EQLSign(first) { return .sign(sign) }
        while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
        return .invalid(.character)
    }

    // MARK: strings

    private mutating func string() -> EQLToken.Kind {
        if byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") { return rawString() }
        position += 1
        var fault: EQLTokenError?
        while position < bytes.count, !Self.isLineEnd(bytes[position]) {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return fault.map { .invalid($0) } ?? .string
            case UInt8(ascii: "\\"):
                let found = escape()
                fault = fault ?? found
            default: position += 1
            }
        }
        return .invalid(.unclosedString)
    }

    /// Passes an escape; its fault if it is none of the language's.
    private mutating func escape() -> EQLTokenError? {
        let start = position
        switch byte(1) {
        case _ where start + 1 >= bytes.count || Self.isLineEnd(byte(1)):
            position += 1
            return .escape(ByteRange(start, position))
        case UInt8(ascii: "u") where byte(2) == UInt8(ascii: "{"):
            position += 3
            var value: UInt32 = 0
            var count = 0
            while let digit = Self.hexDigit(byte(0)) {
                value = value << 4 | UInt32(digit)
                count += 1
                position += 1
                if count > 8 { break }
            }
            let isClosed = byte(0) == UInt8(ascii: "}")
            if isClosed { position += 1 }
            let range = ByteRange(start, position)
            if !isClosed && count <= 8 || count == 0 { return .escape(range) }
            return (2...8).contains(count) && Unicode.Scalar(value) != nil ? nil : .codePoint(range)
        default:
            position += 2
            let isKnown = EQLText.escapes.contains { $0.letter == bytes[start + 1] }
            while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
            return isKnown ? nil : .escape(ByteRange(start, position))
        }
    }

    private mutating func rawString() -> EQLToken.Kind {
        position += 3
        while position < bytes.count, !Self.isLineEnd(bytes[position]) {
            if bytes[position] == UInt8(ascii: "\""), byte(1) == UInt8(ascii: "\""), byte(2) == UInt8(ascii: "\"") {
                position += 3
                // Up to two more quotes belong to the text.
                for _ in 0..<2 where byte(0) == UInt8(ascii: "\"") { position += 1 }
                return .rawString
            }
            position += 1
        }
        return .invalid(.unclosedRawString)
    }

    /// A string in a form that Elasticsearch refuses: up to its other quote, or the end of the line.
    private mutating func oldString(_ fault: EQLTokenError) -> EQLToken.Kind {
        let quote = bytes[position]
        position += 1
        while position < bytes.count, !Self.isLineEnd(bytes[position]) {
            let byte = bytes[position]
            position += byte == UInt8(ascii: "\\") && position + 1 < bytes.count ? 2 : 1
            if byte == quote { break }
        }
        return .invalid(fault)
    }

    // MARK: classes of characters

    /// The byte so far after the position; 0 after the end.
    private func byte(_ distance: Int) -> UInt8 {
        position + distance < bytes.count ? bytes[position + distance] : 0
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }
    static func isNamePart(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_") }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte & 0x0F
        case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"): (byte & 0x0F) + 9
        default: nil
        }
    }
}

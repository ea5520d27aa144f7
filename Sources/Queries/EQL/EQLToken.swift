import SourceText

/// A word, sign or constant of a query. White space and comments are none.
struct EQLToken: Sendable {
    enum Kind: Sendable, Hashable {
        case identifier
        /// In backquotes.
        case quotedIdentifier
        /// With `~` after it: the name of a function.
        case tildeIdentifier
        case integer, decimal
        case string, rawString
        case keyword(EQLKeyword)
        case sign(EQLSign)
        case invalid(EQLTokenError)
        case end
    }

    var kind: Kind
    var range: ByteRange
}

/// Words that are not names.
enum EQLKeyword: String, Sendable, CaseIterable {
    case any, and, by, `false`, `in`, join, like, maxspan, not, null, of, or, regex, sample, sequence, `true`, until
    case `where`, with
    case inInsensitive = "in~"
    case likeInsensitive = "like~"
    case regexInsensitive = "regex~"

    private static let table: [[UInt8]: EQLKeyword] = Dictionary(
        uniqueKeysWithValues: allCases.map { (Array($0.rawValue.utf8), $0) })

    /// Lower case only.
    init?(_ bytes: ArraySlice<UInt8>) {
        guard (2...8).contains(bytes.count), let word = Self.table[Array(bytes)] else { return nil }
        self = word
    }
}

enum EQLSign: String, Sendable, Hashable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case colon = ":"
    case assign = "="
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case dot = "."
    case comma = ","
    case openBracket = "["
    case closeBracket = "]"
    case openParenthesis = "("
    case closeParenthesis = ")"
    case pipe = "|"
    case question = "?"
    case missing = "!["

    init?(_ first: UInt8, _ second: UInt8) {
        switch (first, second) {
        case (UInt8(ascii: "="), UInt8(ascii: "=")): self = .equal
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): self = .notEqual
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): self = .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): self = .greaterOrEqual
        case (UInt8(ascii: "!"), UInt8(ascii: "[")): self = .missing
        default: return nil
        }
    }

    init?(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "<"): self = .less
        case UInt8(ascii: ">"): self = .greater
        case UInt8(ascii: ":"): self = .colon
        case UInt8(ascii: "="): self = .assign
        case UInt8(ascii: "+"): self = .plus
        case UInt8(ascii: "-"): self = .minus
        case UInt8(ascii: "*"): self = .star
        case UInt8(ascii: "/"): self = .slash
        case UInt8(ascii: "%"): self = .percent
        case UInt8(ascii: "."): self = .dot
        case UInt8(ascii: ","): self = .comma
        case UInt8(ascii: "["): self = .openBracket
        case UInt8(ascii: "]"): self = .closeBracket
        case UInt8(ascii: "("): self = .openParenthesis
        case UInt8(ascii: ")"): self = .closeParenthesis
        case UInt8(ascii: "|"): self = .pipe
        case UInt8(ascii: "?"): self = .question
        default: return nil
        }
    }
}

/// Why some characters are no token.
enum EQLTokenError: Sendable, Hashable {
    case character
    case singleQuotes
    /// `?"…"` and `?'…'`, raw strings of old.
    case questionQuotes
    case unclosedString
    case unclosedRawString
    case unclosedBackquote
    case unclosedComment
    /// The range is that of the escape.
    case escape(ByteRange)
    /// `\u{…}` that names no character.
    case codePoint(ByteRange)
}

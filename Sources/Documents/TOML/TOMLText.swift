package import Diagnostics
package import SourceText

/// A TOML file as it is written: every byte of it is in exactly one token, every token in exactly one item.
///
/// The tree of values (`TOMLReader`) is made from the items; a formatter walks the same items and keeps what it does
/// not change. Invariant, held by the tests over the corpus and by the fuzzer: the tokens ascend without a gap from 0 to
/// the length of the file, so that printing their pieces gives the file back.
package struct TOMLText: Sendable {
    /// The text that the ranges of tokens and items mean.
    package let bytes: [UInt8]
    package let tokens: [TOMLToken]
    package let items: [TOMLItem]

    /// The syntax of a text and its faults; never fails, whatever the bytes are.
    package static func parse(_ source: SourceFile) -> (syntax: TOMLText, findings: [Diagnostic]) {
        var faults = TOMLFindings(source)
        return (TOMLText(source, &faults), faults.findings)
    }

    /// The syntax of a text; what is wrong with it is reported to `faults`.
    init(_ source: SourceFile, _ faults: inout TOMLFindings) {
        faults.findUndecodable(in: source)
        var parser = TOMLParser(source, faults)
        parser.run()
        faults = parser.faults
        bytes = source.bytes
        tokens = parser.tokens
        items = parser.items
    }

    /// The bytes of one token.
    package func piece(_ token: TOMLToken) -> ArraySlice<UInt8> { bytes[token.range.start..<token.range.end] }

    /// The whole text, put together from the pieces.
    package func printed() -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for item in items {
            for token in tokens[item.tokens] { result.append(contentsOf: piece(token)) }
        }
        return result
    }
}

/// The least piece of TOML text.
package struct TOMLToken: Hashable, Sendable {
    package var kind: Kind
    package var range: ByteRange

    package init(_ kind: Kind, _ range: ByteRange) {
        self.kind = kind
        self.range = range
    }

    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case byteOrderMark, whitespace
        /// LF or CR LF.
        case newline
        /// From `#` to the end of the line, the line end omitted.
        case comment
        case bareKey
        case basicString, multilineBasicString, literalString, multilineLiteralString
        case integer, float, boolean, dateTime
        case equals, dot, comma
        case openBracket, closeBracket, openBrace, closeBrace
        /// The `[[` and `]]` of an array-of-tables header.
        case openDoubleBracket, closeDoubleBracket
        /// Text that is not TOML; a finding says why.
        case unexpected
    }
}

/// One statement or one line between statements, with its indentation, its trailing comment and its line end.
package struct TOMLItem: Sendable {
    package var content: Content
    /// Indices into the tokens.
    package var tokens: Range<Int>

    /// Whether it is a blank line or a comment.
    package var isBetweenStatements: Bool {
        switch content {
        case .blank, .comment: true
        case .header, .keyValue, .broken, .brokenHeader: false
        }
    }

    package enum Content: Sendable {
        case blank
        /// A comment that has the line for itself.
        case comment
        case header(TOMLHeader)
        case keyValue(TOMLKeyValue)
        /// A line that is neither a header nor a key with a value.
        case broken
        /// A header whose name could not be read: what follows belongs to no known table.
        case brokenHeader
    }
}

/// `[a.b]` or `[[a.b]]`.
package struct TOMLHeader: Sendable {
    package var isArray: Bool
    /// Never empty.
    package var key: [TOMLKeyPart]
    /// From the first bracket to the last.
    package var range: ByteRange
}

/// `a.b = value`, in the body of a table or within braces.
package struct TOMLKeyValue: Sendable {
    /// Never empty.
    package var key: [TOMLKeyPart]
    package var value: TOMLValue
}

/// One part of a dotted key.
package struct TOMLKeyPart: Sendable {
    /// The decoded key; keys are compared by these bytes.
    package var bytes: [UInt8]
    /// Where it is, quotes included.
    package var range: ByteRange

    package var text: String { String(decoding: bytes, as: UTF8.self) }
}

/// One value as it is written.
package struct TOMLValue: Sendable {
    package var content: Content
    package var range: ByteRange

    package enum Content: Sendable {
        /// Anything but an array and a table; `.invalid` where it could not be read.
        case scalar(Node.Value)
        case array([TOMLValue])
        case inlineTable([TOMLKeyValue])
    }

    var isInvalid: Bool {
        if case .scalar(.invalid) = content { true } else { false }
    }

    static func invalid(_ range: ByteRange) -> TOMLValue { TOMLValue(content: .scalar(.invalid), range: range) }
}

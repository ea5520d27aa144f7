import SourceText

/// The Event Query Language of Elasticsearch: entry points.
///
/// `parse` reads the text, `facts` and `check` read the tree, `print` writes it.
package enum EQL {
    /// Limits of a query: bytes of its text, and parentheses, lists, calls and signs within each other. A long chain of
    /// `and`, `or` or `+` is no nesting.
    package static let maximumBytes = 256 << 10
    package static let maximumDepth = 128

    /// The tree of a query, the best one where the text is broken.
    package static func parse(_ text: String) -> EQLQuery {
        var parser = EQLParser(text)
        return parser.query()
    }

    /// The tree of an expression that stands alone, such as `1 + length(a)`; nil where the text is none.
    package static func parseExpression(_ text: String) -> EQLNode? {
        var parser = EQLParser(text)
        return parser.bareExpression()
    }

    /// The bytes of a query for whoever looks at its syntax: what strings hold is replaced by `_`, comments by bytes 0.
    package static func syntaxBytes(of text: String) -> [UInt8] {
        var scanner = EQLScanner(text)
        let tokens = scanner.tokens()
        var bytes = scanner.bytes
        for token in tokens where token.kind == .string || token.kind == .rawString {
            for index in (token.range.start + 1)..<(token.range.end - 1) { bytes[index] = UInt8(ascii: "_") }
        }
        for comment in scanner.comments {
            for index in comment.start..<comment.end { bytes[index] = 0 }
        }
        return bytes
    }
}

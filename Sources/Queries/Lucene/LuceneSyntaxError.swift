import Diagnostics
import SourceText

/// A fault of the text, in words: what was expected, what was found, and what to write instead.
struct LuceneSyntaxError: Error {
    var issue: Diagnostic

    private init(_ token: ByteRange, _ message: String, help: String? = nil, kind: Diagnostic.Cause = .syntax) {
        issue = Diagnostic(kind, token, message, help: help)
    }

    static func tooLong(_ text: String) -> Diagnostic? {
        guard text.utf8.count > Lucene.maximumBytes else { return nil }
        return Diagnostic(
            .limit, ByteRange(at: Lucene.maximumBytes), "the query is longer than \(Lucene.maximumBytes.grouped) bytes")
    }

    static func tooDeep(_ token: LuceneToken) -> LuceneSyntaxError {
        LuceneSyntaxError(
            token.range, "parentheses are nested deeper than \(Lucene.maximumDepth) levels", kind: .limit)
    }

    /// A token where the query should be over.
    static func unexpected(_ token: LuceneToken, in parser: LuceneParser) -> LuceneSyntaxError {
        let help: String? =
            switch token.kind {
            case .close: "no `(` is open here: remove this one, or write `\\)` for the character"
            case .unusable: unusable(token, in: parser)
            default: nil
            }
        return LuceneSyntaxError(token.range, "unexpected \(found(token, in: parser))", help: help)
    }

    /// Nothing that can be a clause is where one must.
    static func noClause(
        _ token: LuceneToken, after before: LuceneToken?, field: LuceneField?, in parser: LuceneParser
    ) -> LuceneSyntaxError {
        let place =
            if let field {
                " after `\(parser.source(field.range)):`"
            } else if let before {
                " after `\(parser.source(before.range))`"
            } else {
                ""
            }
        let wanted = field == nil ? "a clause" : "a value"
        return LuceneSyntaxError(
            token.range, "expected \(wanted)\(place), found \(found(token, in: parser))",
            help: help(token, after: before, field: field, in: parser))
    }

    private static func help(
        _ token: LuceneToken, after before: LuceneToken?, field: LuceneField?, in parser: LuceneParser
    ) -> String? {
        let text = parser.source(token.range)
        switch token.kind {
        case .plus, .minus, .not:
            if let field { return "escape it: `\(parser.source(field.range)):\\\(text)…`, or quote the value" }
            return "a clause has one of `+`, `-`, `!` and NOT at most"
        case .and, .or:
            return before == nil ? "to look for the word, quote it: `\"\(text)\"`" : "remove one of the operators"
        case .colon: return "a field is a plain name: escape the colons of a value with `\\`, or quote it"
        case .end where field != nil:
            return field.map { "to test whether the field exists, write `\(parser.source($0.range)):*`" }
        case .close where field == nil && before == nil: return "write what to look for between the parentheses"
        case .fuzzy, .caret:
            return "`\(text.prefix(1))` directly follows a term: escape it with `\\` to look for it"
        case .unusable: return unusable(token, in: parser)
        default: return nil
        }
    }

    private static func unusable(_ token: LuceneToken, in parser: LuceneParser) -> String? {
        switch parser.source(token.range) {
        case "\"": "close the quotation mark, or write `\\\"` for the character"
        case "/": "`/` starts a regular expression that has no end: write `\\/` for the character, or quote the value"
        case "]", "}": "no range is open here: write `\\\(parser.source(token.range))` for the character"
        case "\\": "write `\\\\` for a backslash"
        default: nil
        }
    }

    static func unclosed(_ opening: LuceneToken, _ token: LuceneToken, in parser: LuceneParser) -> LuceneSyntaxError {
        let help: String? =
            token.kind == .unusable ? unusable(token, in: parser) : "close it, or write `\\(` for the character"
        return LuceneSyntaxError(
            token.range, "expected `)` for the `(` at \(opening.range.start), found \(found(token, in: parser))",
            help: help)
    }

    static func noBoost(at offset: Int, in parser: LuceneParser) -> LuceneSyntaxError {
        LuceneSyntaxError(
            ByteRange(at: offset), "expected a number directly after `^`",
            help: "a boost is written `^2`; to look for the character write `\\^`")
    }

    static func badDistance(_ token: LuceneToken, in parser: LuceneParser) -> LuceneSyntaxError {
        LuceneSyntaxError(
            token.range, "`\(parser.source(token.range))` is not an edit distance",
            help: "a fuzzy term allows 0, 1 or 2 edits: `~1`, or `~` alone for one that follows the length")
    }

    static func noTo(_ token: LuceneToken, _ opening: LuceneToken, in parser: LuceneParser) -> LuceneSyntaxError {
        let isLower = parser.source(token.range) == "to"
        return LuceneSyntaxError(
            token.range, "expected `TO` in the range, found \(found(token, in: parser))",
            help: isLower
                ? "operators are in capitals: `TO`" : "a range is written `[low TO high]`, with `*` for an open side")
    }

    static func openRange(_ token: LuceneToken, _ opening: LuceneToken, in parser: LuceneParser) -> LuceneSyntaxError {
        LuceneSyntaxError(
            token.range, "the range that `\(parser.source(opening.range))` opens is not complete",
            help: "a range is written `[low TO high]` or `{low TO high}`, with `*` for an open side")
    }

    static func badEscape(_ token: LuceneToken, _ escape: String) -> LuceneSyntaxError {
        LuceneSyntaxError(
            token.range, "`\(escape)` is not an escape",
            help: escape == "\\" ? "write `\\\\` for a backslash" : "`\\u` is followed by four hexadecimal digits")
    }

    private static func found(_ token: LuceneToken, in parser: LuceneParser) -> String {
        token.kind == .end ? "the end of the query" : "`\(parser.source(token.range))`"
    }
}

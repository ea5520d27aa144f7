import Diagnostics
import SourceText

/// The words for what is wrong in a query's text: what was expected, what was found, and what to write instead.
///
/// This file has those of expressions, `EQLDiagnostics+Statements` those of statements.
enum EQLDiagnostics {
    /// Something else was expected at the token at hand.
    static func unexpected(_ expected: String, help: String? = nil, in parser: EQLParser) -> Diagnostic {
        if case .invalid(let fault) = parser.token.kind, let issue = broken(parser.token, fault, in: parser) {
            return issue
        }
        let found = found(in: parser)
        return Diagnostic(
            .syntax, parser.token.range, "expected \(expected), found \(found)",
            help: help ?? characterHelp(parser.token, in: parser))
    }

    /// What is at the token at hand.
    static func found(in parser: EQLParser) -> String {
        let token = parser.token
        if token.kind == .end { return "the end of the query" }
        let text = parser.source(token.range)
        guard text.unicodeScalars.count > 40 else { return "`\(text)`" }
        return "`\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))))…`"
    }

    // MARK: broken tokens

    /// A token that is broken in itself; nil for a lone character, which is only out of place.
    static func broken(_ token: EQLToken, _ fault: EQLTokenError, in parser: EQLParser) -> Diagnostic? {
        let opener = ByteRange(token.range.start, min(token.range.start + 1, token.range.end))
        switch fault {
        case .character: return nil
        case .singleQuotes:
            return Diagnostic(
                .syntax, token.range, "a string in single quotes", help: "EQL strings need double quotes: `\"…\"`"
            ).meaning(inDoubleQuotes(parser.source(token.range)))
        case .questionQuotes:
            return Diagnostic(
                .syntax, token.range, "a raw string in its old form",
                help: "write it in three double quotes: `\"\"\"…\"\"\"`")
        case .unclosedString:
            return Diagnostic(
                .syntax, opener, "this string is never closed",
                help: "add the closing `\"` on the same line; for the character itself write `\\\"`")
        case .unclosedRawString:
            return Diagnostic(
                .syntax, ByteRange(token.range.start, token.range.start + 3), "this raw string is never closed",
                help: "add the closing `\"\"\"` on the same line")
        case .unclosedBackquote:
            return Diagnostic(
                .syntax, opener, "this name is never closed",
                help: "add the closing backquote; write a backquote in the name as two")
        case .unclosedComment:
            return Diagnostic(.syntax, token.range, "this comment is never closed", help: "add `*/`")
        case .escape(let range):
            let text = parser.source(range)
            return Diagnostic(
                .syntax, range, "`\(text)` is not an escape in EQL", help: escapeHelp(text), offset: token.range.start)
        case .codePoint(let range):
            return Diagnostic(
                .syntax, range, "`\(parser.source(range))` names no character",
                help: "write two to eight hexadecimal digits, at most 10FFFF and none of D800 to DFFF",
                offset: token.range.start)
        }
    }

    /// nil where the text would need escapes, or has no other quote.
    private static func inDoubleQuotes(_ text: String) -> String? {
        let inner = text.utf8.dropFirst().dropLast()
        guard text.utf8.count > 1, text.utf8.last == UInt8(ascii: "'"),
            inner.allSatisfy({ $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
        else { return nil }
        return "\"\(Substring(inner))\""
    }

    private static func escapeHelp(_ text: String) -> String {
        switch text {
        case "\\": "for a backslash write `\\\\`"
        case "\\*", "\\?": "a wildcard cannot be escaped; for a backslash write `\\\\`, or put the text in `\"\"\"`"
        case "\\u", "\\x", "\\U": "write a character by its number as `\\u{1F4A9}`; for a backslash write `\\\\`"
        default: "for a backslash write `\\\\`, or put the text in three quotes: `\"\"\"…\"\"\"`"
        }
    }

    /// What to write for a sign of another language.
    private static func characterHelp(_ token: EQLToken, in parser: EQLParser) -> String? {
        guard case .invalid(.character) = token.kind else { return nil }
        switch parser.source(token.range) {
        case "!": return "EQL has no `!`: write `not`, and `![` without a space for a missing event"
        case "&": return "EQL has no `&`: write `and`"
        case "~": return "`~` directly follows `in`, `like`, `regex` or the name of a function"
        case "{", "}": return "EQL has no braces"
        case ";": return "remove it: a query ends with its text"
        case "\u{A0}": return "this is a no-break space: write a plain space"
        case "“", "”", "„": return "these are typographic quotes: write `\"`"
        case let text where text.utf8.count > 1: return "put a name with such letters in backquotes"
        default: return nil
        }
    }

    // MARK: operands

    /// Nothing that can be a value is where one must.
    static func noOperand(_ place: EQLParser.Place, in parser: EQLParser) -> Diagnostic {
        switch place {
        case .operand:
            let before = parser.index > 0 ? parser.source(parser.token(after: -1).range) : nil
            let isInList = parser.open.last?.frame == .list
            let wanted = isInList ? "a value" : "a condition"
            return unexpected(
                before.map { "\(wanted) after `\($0)`" } ?? wanted, help: operandHelp(before, in: parser), in: parser)
        case .right(let comparison):
            return unexpected("a value after `\(comparison.rawValue)`", help: rightHelp(in: parser), in: parser)
        case .behind(let sign): return unexpected("a value after `\(sign)`", in: parser)
        }
    }

    private static func operandHelp(_ before: String?, in parser: EQLParser) -> String? {
        switch parser.token.kind {
        case .sign(.closeParenthesis):
            return before == "(" ? "write a condition between the parentheses, or remove them" : nil
        case .sign(.closeBracket):
            return before == "where" ? "for every event of the category write `where true`" : nil
        case .keyword(.and), .keyword(.or):
            return ["and", "or"].contains(before) ? "remove one of the two words" : "a condition is missing here"
        case .keyword(.in), .keyword(.inInsensitive), .keyword(.like), .keyword(.likeInsensitive), .keyword(.regex),
            .keyword(.regexInsensitive), .sign(.colon), .sign(.equal), .sign(.notEqual), .sign(.less),
            .sign(.lessOrEqual), .sign(.greater), .sign(.greaterOrEqual), .sign(.assign):
            return "put a field before `\(parser.source(parser.token.range))`"
        case .sign(.star): return "for every event write `true`"
        case .end where before == "where": return "for every event of the category write `where true`"
        default: return nil
        }
    }

    private static func rightHelp(in parser: EQLParser) -> String? {
        switch parser.token.kind {
        case .keyword(.not): "put parentheses around what follows: `(not …)`"
        case .sign(.openBracket): "put several values in parentheses after `in`: `in (…)`"
        default: nil
        }
    }

    /// Whether a word of the language is where its author meant a field of that name.
    static func isMeantAsName(_ word: EQLKeyword, in parser: EQLParser) -> Bool {
        switch word {
        case .any, .by, .join, .like, .maxspan, .of, .regex, .sample, .sequence, .until, .where, .with:
            continuesValue(parser.token(after: 1))
        case .and, .or, .not, .in, .null, .true, .false, .inInsensitive, .likeInsensitive, .regexInsensitive: false
        }
    }

    static func keywordInName(_ word: EQLKeyword, from start: Int, in parser: EQLParser) -> Diagnostic {
        let before = parser.source(ByteRange(start, parser.token.range.start))
        return Diagnostic(
            .syntax, parser.token.range, "`\(word.rawValue)` is a word of EQL and no name",
            help: "put it in backquotes: `` \(before)`\(word.rawValue)` ``"
        ).meaning("`\(word.rawValue)`")
    }

    static func noName(isFirst: Bool, in parser: EQLParser) -> Diagnostic {
        if isFirst { return unexpected("the name of a field after `?`", in: parser) }
        let help: String? =
            switch parser.token.kind {
            case .sign(.question): "`?` goes before the whole name"
            case .sign(.star): "field names cannot have wildcards"
            case .integer, .decimal: "put a part that begins with a digit in backquotes"
            default: nil
            }
        return unexpected("a name after `.`", help: help, in: parser)
    }

    static func arrayIndex(_ field: EQLField, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "EQL has no array indexes",
            help: "a test of `\(field.name)` holds if any of its values meets it", offset: field.range.start)
    }

    static func relationship(in parser: EQLParser) -> Diagnostic {
        let range = parser.token.range.union(parser.token(after: 1).range)
        return Diagnostic(
            .syntax, range, "Elasticsearch does not support `\(parser.source(range))`",
            help: "write a sequence that joins by `process.entity_id` and `process.parent.entity_id`")
    }

    static func greatNumber(in parser: EQLParser) -> Diagnostic {
        Diagnostic(.syntax, parser.token.range, "\(found(in: parser)) is greater than any number of EQL")
    }

    // MARK: lists and patterns

    static func noList(after word: String, in parser: EQLParser) -> Diagnostic {
        let isValue = startsOperand(parser.token)
        return unexpected(
            "a list in parentheses after `\(word)`",
            help: isValue ? "write `\(word) (\(parser.source(parser.token.range)))`" : nil, in: parser)
    }

    static func emptyPlace(_ wanted: String, isFirst: Bool, in parser: EQLParser) -> Diagnostic {
        let isEnd = parser.isAt(.closeParenthesis)
        let help: String? =
            isEnd ? (isFirst ? "a list has at least one value" : "remove the last comma") : "remove the comma"
        let before = isFirst ? "(" : ","
        return unexpected("\(wanted) after `\(before)`", help: help, in: parser)
    }

    static func notBeforeMatcher(_ left: ByteRange, in parser: EQLParser) -> Diagnostic {
        let operation = parser.source(parser.token(after: 1).range)
        return Diagnostic(
            .syntax, parser.token.range, "`not` is not allowed before `\(operation)`",
            help: "put it in front: `not \(parser.source(left)) \(operation) …`")
    }

    static func doubleColon(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "expected a constant after `:`, found `:`", help: "write a single `:`")
    }

    static func noConstant(after matcher: EQLMatcher, isInList: Bool, in parser: EQLParser) -> Diagnostic {
        let word = matcher.rawValue
        let help: String?
        switch parser.token.kind {
        case .sign(.minus), .sign(.plus): help = "`\(word)` does not support numbers: they are compared with `==`"
        case .sign(.closeParenthesis): help = isInList ? "a list has at least one value, and no comma at its end" : nil
        case .keyword(.not): help = "`not` goes before the field: `not field \(word) …`"
        case .sign(.openParenthesis): help = "a list has no parentheses inside"
        case .keyword(.like), .keyword(.regex), .keyword(.likeInsensitive), .keyword(.regexInsensitive),
            .keyword(.in), .keyword(.inInsensitive):
            help = "write either `\(word)` or `\(parser.source(parser.token.range))`"
        case .identifier where parser.token(after: 1).kind == .sign(.openParenthesis):
            help = "EQL has no methods, and `\(word)` needs constants: write `function(field)`"
        case .identifier, .quotedIdentifier, .sign(.question):
            help = "`\(word)` needs constants: put text in quotes"
        default: help = nil
        }
        return unexpected("a constant after `\(isInList ? "(" : word)`", help: help, in: parser)
    }

    static func betweenConstants(in parser: EQLParser) -> Diagnostic {
        let isConnective = parser.isAt(.or) || parser.isAt(.and)
        return unexpected(
            "`,` or `)`", help: isConnective || startsOperand(parser.token) ? "separate the values with commas" : nil,
            in: parser)
    }

    /// The closing bracket is missing; the opening one is the place to look.
    static func unclosed(_ opener: EQLToken, _ closer: EQLSign, in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, opener.range, "`\(parser.source(opener.range))` is never closed",
            help: "add `\(closer.rawValue)` where it should end", offset: parser.token.range.start)
    }

    // MARK: classes of tokens

    /// Whether a value or condition can begin with it.
    static func startsOperand(_ token: EQLToken) -> Bool {
        switch token.kind {
        case .identifier, .quotedIdentifier, .tildeIdentifier, .integer, .decimal, .string, .rawString,
            .sign(.openParenthesis), .sign(.question), .sign(.minus), .sign(.plus), .keyword(.not), .keyword(.true),
            .keyword(.false), .keyword(.null):
            true
        default: false
        }
    }

    /// Whether it can only follow a value.
    static func continuesValue(_ token: EQLToken) -> Bool {
        switch token.kind {
        case .sign(let sign):
            switch sign {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .colon, .assign, .plus, .minus,
                .star, .slash, .percent, .dot:
                true
            case .comma, .openBracket, .closeBracket, .openParenthesis, .closeParenthesis, .pipe, .question, .missing:
                false
            }
        case .keyword(.in), .keyword(.inInsensitive), .keyword(.like), .keyword(.likeInsensitive), .keyword(.regex),
            .keyword(.regexInsensitive):
            true
        default: false
        }
    }
}

import Diagnostics
import SourceText

/// Operators of other languages, and what follows a complete condition.
extension EQLDiagnostics {
    // MARK: comparisons

    /// The comparison that was meant by signs that are none of EQL's, and how many tokens they are.
    static func meantComparison(in parser: EQLParser) -> (EQLComparison, count: Int)? {
        guard case .sign(let first) = parser.token.kind else { return nil }
        let next: EQLSign? =
            if case .sign(let sign) = parser.token(after: 1).kind, parser.isAdjacent(1) { sign } else { nil }
        switch (first, next) {
        case (.assign, .less): return (.lessOrEqual, 2)
        case (.assign, .greater): return (.greaterOrEqual, 2)
        case (.assign, _): return (.equal, parser.token(after: 1).kind == .sign(.assign) ? 2 : 1)
        case (.equal, .assign), (.equal, .equal): return (.equal, 2)
        case (.notEqual, .assign): return (.notEqual, 2)
        case (.less, .greater): return (.notEqual, 2)
        default: return nil
        }
    }

    static func wrongComparison(_ meant: EQLComparison, count: Int, in parser: EQLParser) -> Diagnostic {
        let last = parser.token(after: count - 1)
        let range = parser.token.range.union(last.range)
        let written = parser.source(range)
        let help = written == "=" ? "EQL compares with `==`" : "write `\(meant.rawValue)`"
        return Diagnostic(
            .syntax, range, "`\(written)` is not an operator in EQL", help: help,
            offset: count > 1 ? last.range.start : nil
        ).meaning(meant.rawValue)
    }

    static func chain(in parser: EQLParser) -> Diagnostic {
        Diagnostic(
            .syntax, parser.token.range, "comparisons do not chain",
            help: "join two with `and`, or put the first in parentheses")
    }

    // MARK: and, or

    /// The connective that was meant, and how many tokens it is written with.
    static func meantConnective(in parser: EQLParser) -> (EQLKeyword, Int)? {
        switch parser.token.kind {
        case .identifier where parser.token.range.count <= 3:
            switch parser.source(parser.token.range).lowercased() {
            case "and": return (.and, 1)
            case "or": return (.or, 1)
            default: return nil
            }
        case .invalid(.character) where parser.source(parser.token.range) == "&":
            let isDouble = parser.isAdjacent(1) && parser.source(parser.token(after: 1).range) == "&"
            return (.and, isDouble ? 2 : 1)
        case .sign(.pipe) where parser.token(after: 1).kind == .sign(.pipe) && parser.isAdjacent(1): return (.or, 2)
        default: return nil
        }
    }

    static func wrongConnective(_ word: EQLKeyword, count: Int, in parser: EQLParser) -> Diagnostic {
        let range = parser.token.range.union(parser.token(after: count - 1).range)
        let written = parser.source(range)
        let isWord = written.utf8.first.map(EQLScanner.isLetter) == true
        return Diagnostic(
            .syntax, range, isWord ? "`\(written)` is not in lower case" : "EQL has no `\(written)`",
            help: "write `\(word.rawValue)`"
        ).meaning(word.rawValue)
    }

    /// A complete condition is followed by something that cannot go on from it.
    static func leftover(in parser: EQLParser) -> Diagnostic {
        if let last = parser.open.last, last.frame != .pipe, parser.closesOpen || parser.isAt(.pipe) {
            return unclosed(last.opener, last.frame == .stage ? .closeBracket : .closeParenthesis, in: parser)
        }
        let end: String =
            switch parser.open.last?.frame {
            case .group: "`)`"
            case .list: "`,` or `)`"
            case .stage: "`]`"
            case .pipe, nil: "the end of the query"
            }
        return unexpected("`and`, `or` or \(end)", help: leftoverHelp(in: parser), in: parser)
    }

    private static func leftoverHelp(in parser: EQLParser) -> String? {
        let text = parser.source(parser.token.range)
        let before = parser.index > 0 ? parser.source(parser.token(after: -1).range) : ""
        if startsOperand(parser.token), ["NOT", "Not"].contains(before) {
            return "EQL keywords are lowercase: write `not`"
        }
        switch parser.token.kind {
        case .sign(.closeParenthesis): return "no `(` is open here: remove this one"
        case .sign(.closeBracket): return "no `[` is open here: remove this one"
        case .sign(.openBracket):
            return "EQL has no array indexes, and stages are allowed only in sequences and samples"
        case .sign(.comma): return "a list of values needs parentheses: `in (…)`"
        case .sign(.openParenthesis):
            return "functions have plain names; between two conditions put `and` or `or`"
        case .keyword(.not): return "put `and` or `or` before `not`"
        case .keyword(.in), .keyword(.like), .keyword(.regex), .keyword(.inInsensitive), .sign(.colon),
            .keyword(.likeInsensitive), .keyword(.regexInsensitive), .sign(.equal), .sign(.notEqual):
            return "comparisons do not chain: join two with `and`"
        case .keyword(.where), .keyword(.by), .keyword(.with), .keyword(.until), .keyword(.sequence):
            return "`\(text)` belongs to a query or sequence, not to a condition; as a name, put it in backquotes"
        case .decimal where text.utf8.first == UInt8(ascii: "."):
            return "put a part of a name that begins with a digit in backquotes"
        case .identifier: return wordHelp(text.lowercased()) ?? "put `and` or `or` between two conditions"
        case .string, .rawString, .integer, .decimal, .quotedIdentifier, .tildeIdentifier, .sign(.question):
            return "put `and` or `or` between two conditions"
        default: return nil
        }
    }

    /// What EQL has for a word of another language.
    private static func wordHelp(_ word: String) -> String? {
        switch word {
        case "contains": "write `stringContains(field, \"…\")`, or `field : \"*…*\"`"
        case "startswith", "starts_with": "write `startsWith(field, \"…\")`, or `field : \"…*\"`"
        case "endswith", "ends_with": "write `endsWith(field, \"…\")`, or `field : \"*…\"`"
        case "matches", "match", "rlike", "regexp": "write `field regex \"…\"`"
        case "eq", "is": "write `==`"
        case "ne": "write `!=`"
        case "gt": "write `>`"
        case "lt": "write `<`"
        case "gte", "ge": "write `>=`"
        case "lte", "le": "write `<=`"
        case "in", "like", "regex", "where", "by", "with", "until": "EQL keywords are lowercase: write `\(word)`"
        case "xor": "write `a != b` in parentheses"
        default: nil
        }
    }
}

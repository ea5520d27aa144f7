import Diagnostics
import SourceText

/// The words for what is wrong in a query's text: what was expected, what was found, and what to write instead.
enum KQLDiagnostics {
    /// Nothing that can be a test is where one must; `after` is the word or bracket before it.
    static func noOperand(
        at offset: Int, inList field: KQLValue?, after: String?, in parser: KQLParser
    ) -> Diagnostic {
        let found = Found(at: offset, in: parser)
        let wanted = field == nil ? "a test" : "a value"
        let place = after.map { " after `\($0)`" } ?? ""
        return found.issue("expected \(wanted)\(place)", help: help(for: found, inList: field, in: parser))
    }

    private static func help(for found: Found, inList field: KQLValue?, in parser: KQLParser) -> String? {
        switch found.byte {
        case UInt8(ascii: ")") where parser.open.isEmpty: return "no `(` is open here: remove this one"
        case UInt8(ascii: ")"): return "write what to look for between the parentheses, or remove them"
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            guard let field else { return "put the name of a field before `\(found.text)`" }
            return "a list holds values only: write `\(source(field, parser)) \(found.text) …` as a test of its own"
        case UInt8(ascii: ":"): return "put the name of a field before `:`, or quote the value: `\"…\"`"
        case UInt8(ascii: "{") where field == nil: return "braces follow the name of a nested field: `field:{ … }`"
        case UInt8(ascii: "}") where parser.open.last?.closer != found.byte: return "to look for a brace write `\\}`"
        default: return found.help
        }
    }

    /// No value is after `field:`.
    static func noValue(at offset: Int, of field: KQLValue, in parser: KQLParser) -> Diagnostic {
        let found = Found(at: offset, in: parser)
        let name = source(field, parser)
        let help: String?
        switch found.byte {
        case nil, UInt8(ascii: ")"), UInt8(ascii: "}"):
            help = "to test that the field exists, write `\(name): *`"
        case UInt8(ascii: "<"), UInt8(ascii: ">"): help = "a range has no colon: write `\(name) \(found.text) …`"
        case UInt8(ascii: ":"): help = "write a single `:`"
        case _ where KQLCharacters.startsNot(parser.bytes, at: offset):
            help = "`not` goes before the field: `not \(name): …`"
        default: help = found.help
        }
        return found.issue("expected a value after `:`", help: help)
    }

    /// No value is after `field >`.
    static func noBound(
        at offset: Int, of field: KQLValue, _ comparison: RangeOperator, in parser: KQLParser
    ) -> Diagnostic {
        let found = Found(at: offset, in: parser)
        let help: String?
        switch found.byte {
        case UInt8(ascii: "("): help = "a range compares with one value; lists are allowed only after `:`"
        case UInt8(ascii: ">") where comparison == .less:
            help = "KQL has no `<>`: write `not \(source(field, parser)): …`"
        case _ where KQLCharacters.startsNot(parser.bytes, at: offset):
            help = "`not` goes before the field: `not \(source(field, parser)) \(comparison.rawValue) …`"
        default: help = found.help
        }
        return found.issue("expected a value after `\(comparison.rawValue)`", help: help)
    }

    /// `not` once more right after `not`.
    static func secondNot(at offset: Int, in parser: KQLParser) -> Diagnostic {
        let found = Found(at: offset, in: parser)
        return found.issue(
            "expected a test after `not`",
            help: "`not` cannot be repeated: remove both, or write `not (not …)`")
    }

    /// The text ends, or an outer bracket closes, before the innermost one is closed.
    static func unclosed(at offset: Int, in parser: KQLParser) -> Diagnostic {
        guard let last = parser.open.last else { return leftover(at: offset, in: parser) }
        let opener = last.closer == UInt8(ascii: ")") ? "(" : "{"
        let closer = String(UnicodeScalar(last.closer))
        return Diagnostic(
            .syntax, ByteRange(last.offset, last.offset + 1), "`\(opener)` is never closed",
            help: "add `\(closer)` where it should end", offset: offset)
    }

    /// A complete test is followed by something that cannot go on from it.
    static func leftover(at offset: Int, in parser: KQLParser) -> Diagnostic {
        let found = Found(at: offset, in: parser)
        let before = lastValue(before: offset, in: parser)
        let isColon = found.byte == UInt8(ascii: ":")
        if isColon, let (word, range) = leadingConnective(of: before, in: parser) {
            return Diagnostic(
                .syntax, range, "expected a value, found `\(word)`",
                help: "write a value before `\(word)`; `*` tests only that the field exists", offset: offset)
        }
        if !isColon || before.contains(" "), let issue = foreignOperator(before, offset, in: parser) { return issue }
        if found.text.hasPrefix("~") || found.text.hasPrefix("^"), offset > 0,
            parser.bytes[offset - 1] == UInt8(ascii: "\"")
        {
            let operation = found.text.hasPrefix("~") ? "word distances" : "boosts"
            return Diagnostic(
                .syntax, found.range, "KQL has no \(operation)", help: "remove `\(found.text)`", offset: offset
            ).meaning("")
        }
        let end = parser.open.last.map { "`\(String(UnicodeScalar($0.closer)))`" } ?? "the end of the query"
        return found.issue(
            "expected `and`, `or` or \(end)", help: leftoverHelp(found, before: before, in: parser))
    }

    /// An operator of another language at the end of the value before an error, or as a word in it.
    private static func foreignOperator(_ before: String, _ offset: Int, in parser: KQLParser) -> Diagnostic? {
        let start = valueStart(before: offset, in: parser)
        let bytes = parser.bytes
        var index = start
        while index < offset {
            index = KQLCharacters.skipBlanks(bytes, from: index)
            var end = index
            while end < offset, KQLCharacters.blankCount(bytes, at: end) == 0 { end += 1 }
            let word = String(decoding: bytes[index..<end], as: UTF8.self)
            let isLast = KQLCharacters.skipBlanks(bytes, from: end) >= offset
            let connectives = ["&&": "and", "||": "or", "&": "and", "|": "or"]
            if let meant = connectives[word] {
                return operatorIssue(word, meant, "write `\(meant)`", ByteRange(index, end), offset)
            }
            let isColon = offset < bytes.count && bytes[offset] == UInt8(ascii: ":")
            if isLast, !isColon {
                for sign in ["!==", "===", "!=", "==", "=~", "="] where word.hasSuffix(sign) {
                    let place = ByteRange(end - sign.utf8.count, end)
                    let isNegated = sign.hasPrefix("!")
                    let help = isNegated ? "write `not field: …`" : "KQL compares with `:`"
                    return operatorIssue(sign, isNegated ? nil : ":", help, place, offset)
                }
            }
            index = max(end, index + 1)
        }
        return nil
    }

    private static func operatorIssue(
        _ sign: String, _ meant: String?, _ help: String, _ range: ByteRange, _ offset: Int
    ) -> Diagnostic {
        Diagnostic(.syntax, range, "`\(sign)` is not an operator in KQL", help: help, offset: offset).meaning(meant)
    }

    private static func leftoverHelp(_ found: Found, before: String, in parser: KQLParser) -> String? {
        let last = before.split(separator: " ").last.map(String.init) ?? ""
        if before.hasPrefix("'") { return "single quotes are part of the value in KQL: use double quotes, `\"…\"`" }
        if before.hasPrefix("/"), before.utf8.count > 1, let byte = found.byte, "({\"\\)".utf8.contains(byte) {
            return "KQL has no regular expressions: write a pattern with `*`, or put the value in quotes"
        }
        if before.hasPrefix("["), before.contains(" TO ") || found.byte == UInt8(ascii: "\"") {
            return "write a range as `field >= … and field <= …`"
        }
        switch found.byte {
        case UInt8(ascii: "("):
            let word = last.lowercased()
            if word == "in" { return "KQL has no `in`: write `field: (… or …)`" }
            if word == "!" || word.hasSuffix("!") { return "KQL has no `!`: write `not (…)`" }
            if ["not", "and", "or"].contains(word) { return "`\(word)` needs a space before and after it" }
            return "put `and` or `or` before the parenthesis, or quote the value: `\"…\"`"
        case UInt8(ascii: ")"):
            return parser.open.isEmpty ? "no `(` is open here: remove this one" : nil
        case UInt8(ascii: "}"):
            return parser.open.isEmpty ? "no `{` is open here; to look for a brace write `\\}`" : nil
        case UInt8(ascii: ":"):
            if before.contains(" ") { return "put `and` or `or` between two tests" }
            return "quote a value that holds a colon: `\"…\"`, or write `\\:`"
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "{"):
            return "quote a value that holds `\(found.text)`: `\"…\"`, or write `\\\(found.text)`"
        case UInt8(ascii: "\\"): return found.help
        default: break
        }
        if KQLCharacters.startsNot(parser.bytes, at: found.range.start) { return "put `and` or `or` before `not`" }
        for word in ["and", "or"] where found.text.lowercased() == word {
            return "`\(word)` needs a space before and after it"
        }
        return found.byte == UInt8(ascii: "\"") && found.help != nil
            ? found.help : "put `and` or `or` between two tests"
    }

    /// The text of the value that ends before an offset: back to the special character before it.
    private static func lastValue(before offset: Int, in parser: KQLParser) -> String {
        String(decoding: parser.bytes[valueStart(before: offset, in: parser)..<offset], as: UTF8.self)
    }

    private static func valueStart(before offset: Int, in parser: KQLParser) -> Int {
        var start = offset
        while start > 0,
            !KQLCharacters.isSpecial(parser.bytes[start - 1]) || parser.bytes[start - 1] == UInt8(ascii: "*")
        {
            start -= 1
        }
        return KQLCharacters.skipBlanks(parser.bytes, from: min(start, offset))
    }

    /// `and` or `or` where a value was read that begins with it: `a: and b:1` has the value `and b`.
    private static func leadingConnective(of before: String, in parser: KQLParser) -> (String, ByteRange)? {
        let start = valueStart(before: parser.position, in: parser)
        for word in ["and", "or"] as [StaticString] where KQLCharacters.hasWord(word, parser.bytes, at: start) {
            let end = start + word.utf8CodeUnitCount
            guard KQLCharacters.blankCount(parser.bytes, at: end) > 0 else { continue }
            let range = ByteRange(start, end)
            return (String(decoding: parser.bytes[start..<end], as: UTF8.self), range)
        }
        return nil
    }

    private static func source(_ value: KQLValue, _ parser: KQLParser) -> String {
        String(decoding: parser.bytes[value.range.start..<value.range.end], as: UTF8.self)
    }
}

/// What is at the place of an error.
private struct Found {
    /// nil at the end of the text.
    let byte: UInt8?
    let range: ByteRange
    let text: String
    /// What to do about this character wherever it is.
    let help: String?
    private let description: String

    init(at offset: Int, in parser: KQLParser) {
        let bytes = parser.bytes
        guard offset < bytes.count else {
            byte = nil
            range = ByteRange(at: bytes.count)
            text = ""
            help = nil
            description = "the end of the query"
            return
        }
        let first = bytes[offset]
        byte = first
        if first == UInt8(ascii: "\""), parser.scanner.value(at: offset) == nil {
            range = ByteRange(offset, offset + 1)
            text = "\""
            description = "a quote that is never closed"
            help = "add the closing `\"`, or write `\\\"` for the character itself"
            return
        }
        let end = Self.end(of: first, at: offset, in: parser)
        range = ByteRange(offset, end)
        text = String(decoding: bytes[offset..<end], as: UTF8.self)
        let isLong = text.unicodeScalars.count > 40
        description = isLong ? "`\(String(String.UnicodeScalarView(text.unicodeScalars.prefix(40))))…`" : "`\(text)`"
        help = first == UInt8(ascii: "\\") ? "for a backslash write `\\\\`" : nil
    }

    private static func end(of first: UInt8, at offset: Int, in parser: KQLParser) -> Int {
        let bytes = parser.bytes
        switch first {
        case UInt8(ascii: "\""): return parser.scanner.value(at: offset)?.end ?? offset + 1
        case UInt8(ascii: "\\"):
            var end = min(offset + 2, bytes.count)
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            return end
        case UInt8(ascii: "<"), UInt8(ascii: ">"):
            return offset + 1 < bytes.count && bytes[offset + 1] == UInt8(ascii: "=") ? offset + 2 : offset + 1
        case _ where KQLCharacters.isSpecial(first): return offset + 1
        default:
            var end = offset
            while end < bytes.count, !KQLCharacters.isSpecial(bytes[end]),
                KQLCharacters.blankCount(bytes, at: end) == 0
            { end += 1 }
            return max(end, offset + 1)
        }
    }

    func issue(_ expected: String, help: String?) -> Diagnostic {
        Diagnostic(.syntax, range, "\(expected), found \(description)", help: help ?? self.help)
    }
}

import Diagnostics
import SourceText
import Values

/// A string while it is being read.
struct TOMLString {
    var style: StringScalar.Style
    /// The decoded bytes, as soon as they are not those of the file one by one.
    private var decoded: [UInt8] = []
    /// What was copied from the file, as long as there is nothing else.
    private var verbatim: ByteRange?
    var map: StringMap
    /// A fault was reported: the decoded bytes are not to be relied on.
    var isBroken = false
    /// The escapes that mean something; a fix that drops the escapes would change them.
    var validEscapes = 0

    init(_ style: StringScalar.Style, from offset: Int) {
        self.style = style
        map = StringMap(emptyAt: offset)
    }

    /// Adds a stretch of the file as it is written there.
    mutating func append(_ range: ByteRange, of file: [UInt8]) {
        guard !range.isEmpty else { return }
        map.append(valueCount: range.count, source: range)
        if let first = verbatim, first.end == range.start {
            verbatim = ByteRange(first.start, range.end)
        } else if verbatim == nil, decoded.isEmpty {
            verbatim = range
        } else {
            decode(file)
            decoded.append(contentsOf: file[range.start..<range.end])
        }
    }

    /// Adds bytes that represent a stretch of the file.
    mutating func append(_ bytes: [UInt8], for range: ByteRange, of file: [UInt8]) {
        decode(file)
        decoded.append(contentsOf: bytes)
        map.append(valueCount: bytes.count, source: range)
    }

    private mutating func decode(_ file: [UInt8]) {
        guard let range = verbatim else { return }
        decoded = Array(file[range.start..<range.end])
        verbatim = nil
    }

    /// The decoded bytes; `file` as before.
    func bytes(of file: [UInt8]) -> ArraySlice<UInt8> { verbatim.map { file[$0.start..<$0.end] } ?? decoded[...] }

    func value(of file: [UInt8]) -> Node.Value {
        if isBroken { return .invalid }
        return .string(StringScalar(String(decoding: bytes(of: file), as: UTF8.self), style: style, map: map))
    }
}

/// The four kinds of strings, decoded with the map back to the file.
extension TOMLParser {
    /// The string at the current quote, whichever of the four kinds it is.
    mutating func string() -> TOMLString? {
        guard let quote = current else { return nil }
        let isMultiline = byte(position + 1) == quote && byte(position + 2) == quote
        return isMultiline ? multiline(quote) : quoted(quote)
    }

    /// `"…"` or `'…'`; nil (and a fault) where the line ends before the string does.
    mutating func quoted(_ quote: UInt8) -> TOMLString? {
        let isBasic = quote == UInt8(ascii: "\"")
        let start = position
        var string = TOMLString(isBasic ? .tomlBasic : .tomlLiteral, from: start + 1)
        var index = start + 1
        while true {
            index = copy(plainFrom: index, quote: quote, into: &string)
            guard let byte = byte(index), byte != 0x0A, !isNewline(at: index) else {
                if !faults.isFull { faults.report(unclosedFault(from: start, to: index, quote: quote)) }
                take(.unexpected, to: index)
                return nil
            }
            if byte == quote { break }
            index = special(at: index, start, into: &string)
        }
        string.map.sourceEnd = index
        take(isBasic ? .basicString : .literalString, to: index + 1)
        if faults.isUndecodable(ByteRange(start, position)) { string.isBroken = true }
        return string
    }

    /// `"""…"""` or `'''…'''`; nil (and a fault) where it is never closed. Line ends in the value are LF, whatever
    /// the file has.
    private mutating func multiline(_ quote: UInt8) -> TOMLString? {
        let isBasic = quote == UInt8(ascii: "\"")
        let start = position
        let style: StringScalar.Style = isBasic ? .tomlMultilineBasic : .tomlMultilineLiteral
        if unclosed.contains(start) || start + 3 >= unclosedFrom[style, default: .max] {
            return abandonMultiline(start, quote)
        }
        var index = start + 3
        // A line end right after the opening does not belong to the text.
        if isNewline(at: index) { index += bytes[index] == 0x0A ? 1 : 2 }
        let textStart = index
        var string = TOMLString(style, from: index)
        while true {
            index = copy(plainFrom: index, quote: quote, isMultiline: true, into: &string)
            guard let byte = byte(index) else {
                unclosedFrom[style] = start + 3
                return abandonMultiline(start, quote)
            }
            if byte == quote {
                let run = quotes(quote, from: index)
                // Up to two quotes may be right before the closing three.
                let content = run < 3 ? run : min(run, 5) - 3
                append(ByteRange(index, index + content), to: &string)
                index += content
                if run >= 3 { break }
            } else if isNewline(at: index) {
                let end = index + (byte == 0x0A ? 1 : 2)
                string.append([0x0A], for: ByteRange(index, end), of: bytes)
                index = end
            } else {
                index = special(at: index, start, into: &string)
            }
        }
        string.map.sourceEnd = index
        if index > textStart, closesSuspiciously(at: index, textStart) { suspects.append(start) }
        take(isBasic ? .multilineBasicString : .multilineLiteralString, to: index + 3)
        if faults.isUndecodable(ByteRange(start, position)) { string.isBroken = true }
        return string
    }

    /// Whether the closing quotes follows `key =` at the start of a later line.
    private func closesSuspiciously(at close: Int, _ textStart: Int) -> Bool {
        var line = close
        while line > textStart, bytes[line - 1] != 0x0A { line -= 1 }
        guard line > textStart || (line == textStart && line > 0 && bytes[line - 1] == 0x0A) else { return false }
        var end = close
        while end > line, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return end > line && bytes[end - 1] == UInt8(ascii: "=") && startsStatement(at: line)
    }

    private mutating func abandonMultiline(_ start: Int, _ quote: UInt8) -> TOMLString? {
        let quotes = quote == UInt8(ascii: "\"") ? "\"\"\"" : "'''"
        faults.report(
            faults.syntax("multi-line string is never closed", at: ByteRange(start, start + 3), "opened here")
                .help("end the text with `\(quotes)`"))
        take(.unexpected, to: nextStatement(from: min(lineEnd(from: start) + 1, bytes.count)))
        isAbandoned = true
        return nil
    }

    // MARK: the pieces of a string

    /// Appends what represents itself and gives the offset of what does not.
    private func copy(
        plainFrom start: Int, quote: UInt8, isMultiline: Bool = false, into string: inout TOMLString
    ) -> Int {
        let isBasic = quote == UInt8(ascii: "\"")
        var end = start
        while end < bytes.count {
            let byte = bytes[end]
            let isPlain =
                (byte >= 0x20 || byte == 0x09 || isMultiline && byte == 0x0A) && byte != quote && byte != 0x7F
                && !(isBasic && byte == UInt8(ascii: "\\"))
            guard isPlain else { break }
            end += 1
        }
        append(ByteRange(start, end), to: &string)
        return end
    }

    private func append(_ range: ByteRange, to string: inout TOMLString) {
        string.append(range, of: bytes)
    }

    /// How many quotes are there; more than five make no difference.
    private func quotes(_ quote: UInt8, from start: Int) -> Int {
        var end = start
        while end < start + 5, byte(end) == quote { end += 1 }
        return end - start
    }

    /// An escape or a control character at `index`; gives the offset after it. At most one fault a string.
    private mutating func special(at index: Int, _ start: Int, into string: inout TOMLString) -> Int {
        guard bytes[index] == UInt8(ascii: "\\") else {
            if !string.isBroken { faults.report(controlFault(at: index, in: "a string")) }
            string.isBroken = true
            append(ByteRange(index, index + 1), to: &string)
            return index + 1
        }
        if string.style == .tomlMultilineBasic, let end = continuation(at: index) {
            string.map.sourceEnd = end
            return end
        }
        guard let next = byte(index + 1), !isNewline(at: index + 1) else {
            return breakEscape(ByteRange(index, index + 1), start, "a backslash ends the line", &string)
        }
        switch next {
        case UInt8(ascii: "u"): return unicodeEscape(at: index, digits: 4, start, &string)
        case UInt8(ascii: "U"): return unicodeEscape(at: index, digits: 8, start, &string)
        default: break
        }
        guard let decoded = Self.escapes[next] else {
            let length = UTF8Validation.scalar(at: index + 1, in: bytes.span).length
            let range = ByteRange(index, index + 1 + length)
            let escape = TOMLWording.quoted(bytes[range.start..<range.end])
            return breakEscape(range, start, "unknown escape \(escape) in a string", &string)
        }
        string.append([decoded], for: ByteRange(index, index + 2), of: bytes)
        string.validEscapes += 1
        return index + 2
    }

    private static let escapes: [UInt8: UInt8] = [
        UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A, UInt8(ascii: "f"): 0x0C,
        UInt8(ascii: "r"): 0x0D, UInt8(ascii: "\""): 0x22, UInt8(ascii: "\\"): 0x5C,
    ]

    /// Offset after a backslash that ends a line and all spaces and line ends after it; nil if it does not.
    private func continuation(at index: Int) -> Int? {
        var end = afterSpaces(index + 1)
        guard isNewline(at: end) else { return nil }
        while true {
            end = afterSpaces(end)
            guard isNewline(at: end) else { return end }
            end += bytes[end] == 0x0A ? 1 : 2
        }
    }

    private mutating func unicodeEscape(
        at index: Int, digits: Int, _ start: Int, _ string: inout TOMLString
    ) -> Int {
        var end = index + 2
        var code: UInt32 = 0
        while end < index + 2 + digits, let byte = byte(end), let digit = TOMLNumber.digit(byte, radix: 16) {
            code = code << 4 | UInt32(digit)
            end += 1
        }
        let range = ByteRange(index, end)
        let escape = TOMLWording.quoted(bytes[index..<end])
        guard end == index + 2 + digits else {
            let name = digits == 4 ? "`\\u`" : "`\\U`"
            return breakEscape(range, start, "\(name) needs \(digits) hexadecimal digits, found \(escape)", &string)
        }
        guard let scalar = Unicode.Scalar(code) else {
            return breakEscape(range, start, "\(escape) is not a Unicode character", &string)
        }
        let encoded = Array(String(Character(scalar)).utf8)
        string.append(encoded, for: range, of: bytes)
        string.validEscapes += 1
        return end
    }

    // MARK: faults

    /// Reports a bad escape with the way out; gives the offset after it.
    private mutating func breakEscape(
        _ range: ByteRange, _ start: Int, _ message: String, _ string: inout TOMLString
    ) -> Int {
        if !string.isBroken {
            let isMultiline = string.style == .tomlMultilineBasic
            let literal = isMultiline ? "'''…'''" : "'…'"
            let help = "write `\\\\` for a backslash, or use a literal string \(literal), in which it means itself"
            faults.report(
                faults.syntax(message, at: range, "expected one of `\\b \\t \\n \\f \\r \\\" \\\\ \\uXXXX \\UXXXXXXXX`")
                    .help(help).fix(backslashFix(from: start, isMultiline: isMultiline)))
        }
        string.isBroken = true
        append(range, to: &string)
        return range.end
    }

    /// The basic string at `start` with its single backslashes doubled, as in a Windows path; nil where the string has no
    /// end. Escapes that mean something (`\b` in `C:\bin`) become text as well: then the fix is unsafe.
    private func backslashFix(from start: Int, isMultiline: Bool) -> Fix? {
        let quote = UInt8(ascii: "\"")
        var index = start + (isMultiline ? 3 : 1)
        var edits: [Edit] = []
        var isSafe = true
        while let byte = byte(index) {
            if byte == quote, !isMultiline || quoteCount(at: index) >= 3 {
                return Fix("write `\\\\` for each backslash", isSafe ? .safe : .unsafe, edits)
            }
            guard byte == UInt8(ascii: "\\") else {
                if !isMultiline, isNewline(at: index) { return nil }
                index += 1
                continue
            }
            guard let next = self.byte(index + 1) else { return nil }
            if next == byte || next == quote {
                index += 2
            } else if isMultiline, let end = continuation(at: index) {
                index = end
            } else {
                if isEscape(at: index) { isSafe = false }
                edits.append(Edit(ByteRange(at: index), "\\"))
                index += 1
            }
        }
        return nil
    }

    /// Whether the backslash at `index` begins an escape that means something.
    private func isEscape(at index: Int) -> Bool {
        guard let next = byte(index + 1) else { return false }
        guard next | 0x20 == UInt8(ascii: "u") else { return Self.escapes[next] != nil }
        let digits = next == UInt8(ascii: "u") ? 4 : 8
        return (0..<digits).allSatisfy { TOMLNumber.digit(byte(index + 2 + $0) ?? 0, radix: 16) != nil }
    }

    /// How many quotes follow one another from `index` on, at most three.
    private func quoteCount(at index: Int) -> Int {
        (0..<3).prefix { byte(index + $0) == UInt8(ascii: "\"") }.count
    }

    private func unclosedFault(from start: Int, to end: Int, quote: UInt8) -> Diagnostic {
        let name = quote == UInt8(ascii: "\"") ? "\"" : "'"
        let other = quote == UInt8(ascii: "\"") ? UInt8(ascii: "'") : UInt8(ascii: "\"")
        let fault = faults.syntax(
            "string is never closed: expected `\(name)` before \(end < bytes.count ? "the end of the line" : "the end of the file")",
            at: ByteRange(start, start + 1), "opened here")
        if end > start + 1, bytes[end - 1] == other {
            return fault.help("it was opened with `\(name)`, so it has to end with `\(name)`")
        }
        if end > start + 2, bytes[end - 1] == quote, bytes[end - 2] == UInt8(ascii: "\\") {
            return fault.help(
                "`\\\"` is a quote within the text: write `\\\\` for a backslash, or a literal string '…'")
        }
        return fault.help("add the closing `\(name)`; put a text of several lines in `\(name)\(name)\(name)`")
    }

    func controlFault(at index: Int, in place: String) -> Diagnostic {
        let range = ByteRange(index, index + 1)
        if bytes[index] == 0x0D {
            return faults.syntax(
                "carriage return without a line feed in \(place)", at: range,
                "expected LF or CR LF as the end of a line")
        }
        let code = TOMLWording.codePoint(UInt32(bytes[index]))
        let fault = faults.syntax("control character \(code) in \(place)", at: range, "not allowed here")
        return place == "a string" ? fault.help("in a basic string it is written `\\u\(code.dropFirst(2))`") : fault
    }
}

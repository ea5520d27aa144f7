import Diagnostics
import SourceText

/// Booleans, numbers, dates, and what people write in their place.
extension TOMLParser {
    /// A value that is no string, array or table.
    mutating func scalar(_ place: Place) -> TOMLValue {
        let start = position
        let end = scalarEnd(from: start)
        guard end > start else { return missingValue(place) }
        let text = bytes[start..<end]
        let range = ByteRange(start, end)
        if text.elementsEqual("true".utf8) || text.elementsEqual("false".utf8) {
            take(.boolean, to: end)
            return TOMLValue(content: .scalar(.boolean(text.count == 4)), range: range)
        }
        if TOMLDateTime.looksLikeOne(text) { return dateTime(range, place) }
        let first = bytes[start]
        let isSign = first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        let isWord = text.elementsEqual("inf".utf8) || text.elementsEqual("nan".utf8)
        guard isWord || isDigit(first) || isSign || first == UInt8(ascii: ".") else { return bareText(place) }
        switch TOMLNumber.read(text) {
        case .integer(let value):
            take(.integer, to: end)
            return TOMLValue(content: .scalar(.integer(value)), range: range)
        case .float(let value):
            take(.float, to: end)
            return TOMLValue(content: .scalar(.float(value)), range: range)
        case .fault(let reason): return badNumber(range, reason, place)
        }
    }

    /// Offset after the run of bytes that can belong to a scalar; a date may go on after one space with its time.
    private func scalarEnd(from start: Int) -> Int {
        let end = runEnd(from: start)
        guard byte(end) == 0x20, let next = byte(end + 1), isDigit(next), TOMLDateTime.isDate(bytes[start..<end]) else {
            return end
        }
        return runEnd(from: end + 1)
    }

    private func runEnd(from start: Int) -> Int {
        var end = start
        // A number ends at a character that is not ASCII; words may have them.
        let isNumber = byte(start).map { !isLetter($0) && $0 < 0x80 } ?? true
        while let byte = byte(end), byte > 0x20, byte != 0x7F, !Self.scalarEnds.contains(byte) {
            if isNumber, byte >= 0x80 { break }
            end += 1
        }
        return end
    }

    private static let scalarEnds = Array(",]}#\"'[{=".utf8)

    private mutating func dateTime(_ range: ByteRange, _ place: Place) -> TOMLValue {
        switch TOMLDateTime.read(bytes[range.start..<range.end]) {
        case .value(let value):
            take(.dateTime, to: range.end)
            return TOMLValue(content: .scalar(.date(value)), range: range)
        case .fault(let reason):
            let name = TOMLWording.quoted(bytes[range.start..<range.end])
            faults.report(
                faults.syntax("\(name) \(reason)", at: range, "expected a date or a time")
                    .help("if it is meant as text, put it in quotes").fix(quoteFix(range, .unsafe)))
            take(.unexpected, to: range.end)
            return .invalid(range)
        }
    }

    private mutating func badNumber(_ range: ByteRange, _ reason: String, _ place: Place) -> TOMLValue {
        let text = bytes[range.start..<range.end]
        // `8.10.0`, `10.0.0.1`, `5m`: nobody means a number.
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isDotted = parts.count > 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
        let hasWord = text.contains { isLetter($0) && $0 | 0x20 != UInt8(ascii: "e") }
        let isText = isDotted || (hasWord && isDigit(text[range.start]) && text.first != UInt8(ascii: "0"))
        let name = TOMLWording.quoted(text)
        var fault = faults.syntax("\(name) \(reason)", at: range, "expected a number")
        if isText {
            fault = faults.syntax("text without quotes: \(name)", at: range, "expected a value")
                .help("text needs quotes").fix(quoteFix(range, .safe))
        }
        faults.report(fault)
        take(.unexpected, to: range.end)
        return .invalid(range)
    }

    private func quoteFix(_ range: ByteRange, _ applicability: Applicability) -> Fix? {
        let text = bytes[range.start..<range.end]
        guard !text.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") || isControl($0) }),
            !faults.isUndecodable(range)
        else { return nil }
        return Fix(
            "put it in quotes", applicability,
            [Edit(ByteRange(at: range.start), "\""), Edit(ByteRange(at: range.end), "\"")])
    }

    /// No value at all: the end of the line, a comma, a stray character.
    private mutating func missingValue(_ place: Place) -> TOMLValue {
        let start = position
        let found = TOMLWording.found(at: start, in: bytes)
        let extent = TOMLWording.extent(at: start, in: bytes)
        let expected = place == .array ? "a value or `]`" : "a value after `=`"
        faults.report(
            strayCharacter()
                ?? faults.syntax("expected \(expected), found \(found)", at: extent, "expected a value"))
        // An inline table or an array goes on after it; a line or a container must find its own end.
        switch current {
        case nil, UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"):
            if place == .array, current == UInt8(ascii: "}") { take(.unexpected, 1) }
            if place == .inlineTable, current == UInt8(ascii: "]") { take(.unexpected, 1) }
        case UInt8(ascii: "#"): break
        case _ where isNewline(at: start): break
        default: take(.unexpected, to: bareEnd(place))
        }
        if place == .statement { takeLine() }
        return .invalid(ByteRange(start, position))
    }

    // MARK: text without quotes

    /// End of a text without quotes: at the end of the line or a comment, in a container at its next mark.
    private func bareEnd(_ place: Place) -> Int {
        var end = position
        while let byte = byte(end), byte != UInt8(ascii: "#"), !isNewline(at: end) {
            if place != .statement, bytes[end] == UInt8(ascii: ",") { break }
            if place == .array, bytes[end] == UInt8(ascii: "]") { break }
            if place == .inlineTable, bytes[end] == UInt8(ascii: "}") { break }
            end += 1
        }
        while end > position + 1, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return max(end, min(position + 1, bytes.count))
    }

    private mutating func bareText(_ place: Place) -> TOMLValue {
        let range = ByteRange(position, bareEnd(place))
        let text = bytes[range.start..<range.end]
        if !faults.isFull { faults.report(bareTextFault(range, Array(text))) }
        take(.unexpected, to: range.end)
        return .invalid(range)
    }

    private func bareTextFault(_ range: ByteRange, _ text: [UInt8]) -> Diagnostic {
        if let quotes = curlyQuotes(range) { return quotes }
        if let stray = strayCharacter() { return stray }
        let name = TOMLWording.quoted(text[...])
        let lower = String(decoding: text, as: UTF8.self).lowercased()
        switch lower {
        case "true", "false":
            return faults.syntax("\(name) is not a boolean: it is written `\(lower)`", at: range, "expected `\(lower)`")
                .fix(Fix("write `\(lower)`", .safe, Edit(range, lower)))
        case "yes", "on", "no", "off":
            return faults.syntax("text without quotes: \(name)", at: range, "expected a value")
                .help("booleans are `true` and `false`; text needs quotes")
        case "null", "none", "nil", "~":
            return faults.syntax("TOML has no null: \(name)", at: range, "expected a value")
                .help("leave the key out")
        default:
            if let fault = missingOpening(range, text) { return fault }
            let isMarkup = text.first == UInt8(ascii: "=") || text.first == UInt8(ascii: "`")
            let fault = faults.syntax(
                isMarkup
                    ? "expected a value after `=`, found \(TOMLWording.found(at: range.start, in: bytes))"
                    : "text without quotes: \(name)", at: range, "expected a value")
            return isMarkup ? fault : fault.help("text needs quotes").fix(quoteFix(range, .unsafe))
        }
    }

    /// A text that ends with a quote and has no other one.
    private func missingOpening(_ range: ByteRange, _ text: [UInt8]) -> Diagnostic? {
        guard let quote = text.last, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
            !text.dropLast().contains(where: { $0 == quote || $0 == UInt8(ascii: "\\") || isControl($0) })
        else { return nil }
        let mark = String(Unicode.Scalar(quote))
        return faults.syntax(
            "string is never opened: expected `\(mark)` before the text", at: range, "expected a string"
        )
        .fix(Fix("insert the opening `\(mark)`", .safe, Edit(ByteRange(at: range.start), mark)))
    }

    /// Typographic quotes around the text, as word processors make them.
    private func curlyQuotes(_ range: ByteRange) -> Diagnostic? {
        let text = Array(String(decoding: bytes[range.start..<range.end], as: UTF8.self).unicodeScalars)
        guard let first = text.first, Self.quotes.contains(first) else { return nil }
        let extent = TOMLWording.extent(at: range.start, in: bytes)
        let fault = faults.syntax(
            "expected a value, found the typographic quote \(TOMLWording.found(at: range.start, in: bytes))",
            at: extent,
            "expected `\"`"
        ).help("put strings in straight quotes: `\"` or `'`")
        guard text.count > 1, let last = text.last, Self.quotes.contains(last),
            !text.dropFirst().dropLast().contains(where: { Self.quotes.contains($0) || $0 == "\\" || $0.value < 0x20 }),
            !text.contains("\""), !faults.isUndecodable(range)
        else { return fault }
        return fault.fix(
            Fix(
                "use straight quotes", .safe,
                [Edit(extent, "\""), Edit(ByteRange(range.end - String(last).utf8.count, range.end), "\"")]))
    }

    private static let quotes: Set<Unicode.Scalar> = [
        "\u{201C}", "\u{201D}", "\u{201E}", "\u{2018}", "\u{2019}", "\u{201A}", "\u{AB}", "\u{BB}",
    ]

    /// A fault for a character that belongs nowhere outside strings, and for all that are like it after it: control
    /// characters, spaces that are not spaces, a byte order mark within the text. nil for any other.
    func strayCharacter() -> Diagnostic? {
        guard let byte = current, !isNewline(at: position) else { return nil }
        if isControl(byte) { return controlFault(at: position, in: "the text") }
        guard byte >= 0x80 else { return nil }
        let range = TOMLWording.extent(at: position, in: bytes)
        guard !faults.isUndecodable(range), let scalar = scalar(range),
            scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
        else { return nil }
        let isMark = scalar.value == 0xFEFF
        let name =
            isMark
            ? "byte order mark within the file"
            : "the character \(TOMLWording.codePoint(scalar.value)) is not whitespace"
        let run = ByteRange(range.start, endOfRun(of: range))
        let fault = faults.syntax(name, at: run, isMark ? "allowed at the start only" : "expected a space or a tab")
        return fault.fix(Fix(isMark ? "remove it" : "write a space", .safe, Edit(run, isMark ? "" : " ")))
    }

    /// After the last of the same characters that are one after the other.
    private func endOfRun(of character: ByteRange) -> Int {
        let text = bytes[character.start..<character.end]
        var end = character.end
        while end + text.count <= bytes.count, bytes[end..<(end + text.count)].elementsEqual(text) { end += text.count }
        return end
    }

    private func scalar(_ range: ByteRange) -> Unicode.Scalar? {
        String(decoding: bytes[range.start..<range.end], as: UTF8.self).unicodeScalars.first
    }
}

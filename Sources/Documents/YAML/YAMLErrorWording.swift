import Diagnostics
import SourceText

/// Says in our words what libyaml found, and from where reading can go on.
struct YAMLErrorWording {
    /// A finding, and the offset of the line that is at fault: reading goes on after it.
    struct Report {
        var finding: Diagnostic
        var anchor: Int
    }

    private let source: SourceFile
    private let bytes: [UInt8]
    private let lastMultilineQuote: ByteRange?
    /// The innermost flow collection that is still open.
    private let openFlow: YAMLTreeBuilder.Frame?

    init(_ builder: YAMLTreeBuilder) {
        source = builder.source
        bytes = builder.bytes
        lastMultilineQuote = builder.lastMultilineQuote
        openFlow = builder.frames.last { $0.isFlow }
    }

    func report(_ fault: YAMLScanError, in stretch: Range<Int>) -> Report {
        let offset = min(max(fault.offset, stretch.lowerBound), bytes.count)
        let context = min(max(fault.contextOffset, stretch.lowerBound), bytes.count)
        if let quote = misplacedQuote(before: offset) { return quote }
        switch (fault.context, fault.problem) {
        case ("while scanning a quoted scalar", _): return unclosedQuote(context, offset, stretch)
        case ("while scanning a simple key", _): return keyWithoutColon(context, offset)
        case ("while parsing a flow sequence", _), ("while parsing a flow mapping", _):
            return flow(context, offset, isList: fault.context.hasSuffix("sequence"))
        case (_, "mapping values are not allowed in this context"): return misplacedColon(offset)
        default:
            if let openFlow, offset >= bytes.count { return flow(openFlow.start, offset, isList: !openFlow.isMapping) }
            return Report(finding: other(fault, offset), anchor: offset)
        }
    }

    // MARK: - Quotes

    private func unclosedQuote(_ context: Int, _ offset: Int, _ stretch: Range<Int>) -> Report {
        let quote = ByteRange(context, min(context + 1, bytes.count))
        var finding = syntax("the quoted text that starts here has no closing quote", quote, "opened here")
        if offset < stretch.upperBound {
            finding = finding.label(location(word(at: offset)), "a new document starts before the quote is closed")
        }
        return Report(
            finding: finding.help("close it with the same quote; inside '…' write '' for a quote"), anchor: context)
    }

    /// A quoted scalar over several lines that ends in the middle of the faulty line: its own closing quote is missing.
    private func misplacedQuote(before offset: Int) -> Report? {
        guard let quote = lastMultilineQuote, quote.end <= offset else { return nil }
        let lines = source.lines
        guard lines.line(containing: quote.end - 1) == lines.line(containing: offset) else { return nil }
        let finding = syntax(
            "the quoted text that starts here has no closing quote on its line",
            ByteRange(quote.start, quote.start + 1),
            "opened here"
        ).label(location(ByteRange(quote.end - 1, quote.end)), "so this quote closes it")
            .help("close the text on its own line; inside '…' write '' for a quote")
        return Report(finding: finding, anchor: quote.start)
    }

    // MARK: - Keys and indentation

    private func keyWithoutColon(_ context: Int, _ offset: Int) -> Report {
        let text = lineEnd(from: context)
        let finding = syntax(
            "expected `:` after `\(YAMLTreeBuilder.shown(source.text(text)))`", text,
            "neither `key: value` nor a list item"
        ).help("write `key: value`; a string that continues the line above must be indented deeper than its key")
        return Report(finding: finding, anchor: context)
    }

    private func misplacedColon(_ offset: Int) -> Report {
        let start = lineStart(of: offset)
        if let colon = colonSpace(from: start, to: offset) {
            var valueStart = colon + 1
            while valueStart < offset, bytes[valueStart] == 0x20 { valueStart += 1 }
            let finding = syntax(
                "unquoted value contains `: `", lineEnd(from: valueStart), "needs quotes"
            ).help("put it in single quotes, or in double quotes if it holds a single one")
            return Report(finding: finding, anchor: offset)
        }
        var keyStart = start
        while keyStart < offset, bytes[keyStart] == 0x20 || bytes[keyStart] == UInt8(ascii: "-") { keyStart += 1 }
        let finding = syntax(
            "a key is not allowed here", ByteRange(keyStart, offset),
            "indented deeper than the keys that it follows"
        ).help("indent it like the keys around it, or put the text above in quotes")
        return Report(finding: finding, anchor: offset)
    }

    // MARK: - Flow collections

    private func flow(_ context: Int, _ offset: Int, isList: Bool) -> Report {
        let open = ByteRange(context, min(context + 1, bytes.count))
        let name = isList ? "list" : "mapping"
        let close = isList ? "]" : "}"
        guard offset < bytes.count, source.lines.line(containing: context) == source.lines.line(containing: offset)
        else {
            var finding = syntax("the \(name) that starts here has no closing `\(close)`", open, "opened here")
            if offset < bytes.count {
                finding = finding.label(location(word(at: offset)), "expected `,` or `\(close)` before this")
            }
            return Report(finding: finding.help("close it with `\(close)`"), anchor: context)
        }
        let finding = syntax(
            "expected `,` or `\(close)` in the \(name), found \(found(at: offset))", word(at: offset),
            "expected `,` or `\(close)` before this"
        ).label(location(open), "the \(name) starts here")
        return Report(finding: finding, anchor: context)
    }

    // MARK: - The rest

    private func other(_ fault: YAMLScanError, _ offset: Int) -> Diagnostic {
        let place = place(of: fault, offset)
        if offset < bytes.count, bytes[offset] == 0x09 { return tab(offset) }
        if let known = Self.wordings[fault.problem] {
            return syntax(known.message, place, known.label).help(known.help)
        }
        switch fault.problem {
        case "found character that cannot start any token":
            return syntax("an unquoted value cannot start with \(found(at: offset))", place, "cannot start a value")
                .help("put the value in quotes")
        case "did not find expected key", "did not find expected '-' indicator":
            return indentation(fault, offset)
        case "did not find expected node content":
            return syntax("expected a value, found \(found(at: offset))", place, "expected a value here")
        case "did not find expected <document start>":
            return syntax("the document has ended before \(found(at: offset))", place, "belongs to nothing")
                .help("give the line the indentation of the first key, or start a new document with `---`")
        default:
            return syntax("the text is not YAML here, found \(found(at: offset))", place, "")
                .note("libyaml says: \(fault.context.isEmpty ? "" : fault.context + ", ")\(fault.problem)")
        }
    }

    /// What is marked: the word at the fault, but an escape from its backslash on, and a directive from its line's start.
    private func place(of fault: YAMLScanError, _ offset: Int) -> ByteRange {
        switch fault.context {
        case "while parsing a quoted scalar":
            guard offset < bytes.count, bytes[offset] != UInt8(ascii: "\\") else {
                return ByteRange(offset, min(offset + 2, bytes.count))
            }
            let start = bytes[max(0, offset - 12)..<offset].lastIndex(of: UInt8(ascii: "\\"))
            return ByteRange(start ?? offset, offset)
        case "while scanning a directive", "while scanning a %YAML directive", "while scanning a %TAG directive":
            return lineEnd(from: lineStart(of: offset))
        default: return word(at: offset)
        }
    }

    private func tab(_ offset: Int) -> Diagnostic {
        var end = offset
        while end < bytes.count, bytes[end] == 0x09 { end += 1 }
        return syntax("tab in the indentation", ByteRange(offset, end), "expected spaces")
            .help("indent with spaces: YAML allows no tabs there")
    }

    private func indentation(_ fault: YAMLScanError, _ offset: Int) -> Diagnostic {
        let isList = fault.problem.hasPrefix("did not find expected '-'")
        let open = ByteRange(min(fault.contextOffset, bytes.count), min(fault.contextOffset + 1, bytes.count))
        let name = isList ? "list" : "mapping"
        return syntax(
            "expected the next \(isList ? "`- ` item" : "key") of the \(name), found \(found(at: offset))",
            word(at: offset),
            "does not continue the \(name)"
        ).label(location(open), "the \(name) starts here")
            .help(
                isList
                    ? "give each item of the list the same indentation and start it with `- `"
                    : "give each key of the mapping the same indentation, and quote values with special characters")
    }

    private struct Wording {
        var message: String
        var label: String
        var help: String
    }

    /// Faults that need no look at the text.
    private static let wordings: [String: Wording] = [
        "block sequence entries are not allowed in this context": Wording(
            message: "a list item cannot start here", label: "a `- ` after other text",
            help: "start the list on a line of its own below the key, or quote a string that starts with `- `"),
        "mapping keys are not allowed in this context": Wording(
            message: "a `? ` key cannot start here", label: "after other text",
            help: "quote a string that starts with `? `"),
        "found a tab character that violates indentation": Wording(
            message: "tab in the indentation", label: "expected spaces",
            help: "indent with spaces: YAML allows no tabs there"),
        "found a tab character where an indentation space is expected": Wording(
            message: "tab in the indentation", label: "expected spaces",
            help: "indent with spaces: YAML allows no tabs there"),
        "found unknown escape character": Wording(
            message: "unknown escape in a double-quoted text", label: "no escape of YAML",
            help: "write a backslash itself as `\\\\`, or use single quotes, where it means nothing"),
        "did not find expected hexdecimal number": Wording(
            message: "escape without its hexadecimal digits", label: "expected a hexadecimal digit",
            help: "`\\x` needs two digits, `\\u` four, `\\U` eight; write a backslash itself as `\\\\`"),
        "found invalid Unicode character escape code": Wording(
            message: "escape of a number that is not a character", label: "no Unicode scalar",
            help: "write characters beyond U+FFFF with `\\U` and eight digits"),
        "found undefined tag handle": Wording(
            message: "tag with an undefined handle", label: "no `%TAG` line defines it",
            help: "remove the tag, or quote a value that starts with `!`"),
        "found incompatible YAML document": Wording(
            message: "document of another YAML version", label: "expected 1.1 or 1.2", help: "remove the `%YAML` line"),
        "found duplicate %YAML directive": Wording(
            message: "second `%YAML` line of a document", label: "one is enough", help: "remove it"),
        "found duplicate %TAG directive": Wording(
            message: "second `%TAG` line for the same handle", label: "defined before", help: "remove it"),
        "found unknown directive name": Wording(
            message: "unknown directive", label: "expected `%YAML` or `%TAG`",
            help: "remove the line, or quote a string that starts with `%`"),
        "found an indentation indicator equal to 0": Wording(
            message: "indentation indicator `0`", label: "expected 1 to 9", help: "remove the digit"),
        "did not find expected comment or line break": Wording(
            message: "text after the header of the block", label: "expected a comment or the end of the line",
            help: "start the text of `|` and `>` on the line below"),
        "did not find expected alphabetic or numeric character": Wording(
            message: "anchor or alias without a proper name", label: "expected a name of letters, digits, `-` and `_`",
            help: "quote a string that starts with `*` or `&`"),
    ]

    // MARK: - Places

    private func syntax(_ message: String, _ range: ByteRange, _ label: String) -> Diagnostic {
        Diagnostic("yaml-syntax", category: "syntax", .error, message, at: Label(location(range), label))
    }

    private func location(_ range: ByteRange) -> Location { Location(source.id, range) }

    /// The word at an offset, at most 40 bytes of it; empty at the end of a line.
    private func word(at offset: Int) -> ByteRange {
        var end = offset
        while end < bytes.count, bytes[end] > 0x20, end - offset < 40 { end += 1 }
        while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        return ByteRange(offset, end)
    }

    private func found(at offset: Int) -> String {
        let range = word(at: offset)
        if offset >= bytes.count { return "the end of the text" }
        return range.isEmpty ? "the end of the line" : "`\(source.text(range))`"
    }

    private func lineStart(of offset: Int) -> Int {
        Int(source.lines.starts[source.lines.line(containing: offset)])
    }

    /// From an offset to the last text of its line.
    private func lineEnd(from offset: Int) -> ByteRange {
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
        while end > offset, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        return ByteRange(offset, end)
    }

    /// The first `: ` of a stretch.
    private func colonSpace(from start: Int, to end: Int) -> Int? {
        var index = start
        while index + 1 < end {
            if bytes[index] == UInt8(ascii: ":"), bytes[index + 1] == 0x20 { return index }
            index += 1
        }
        return nil
    }
}

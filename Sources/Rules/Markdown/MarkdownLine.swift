/// A code fence: three or more back-quotes or tildes.
package struct MarkdownFence {
    package var mark: UInt8
    package var count: Int
    var indentation: Int
}

/// What opens an item of a list.
struct MarkdownListMarker {
    /// The bullet, or the closing mark of a number: items of one list share it.
    var kind: UInt8
    /// Bytes up to the content; the item's other lines are indented as far.
    var width: Int
    /// Whether the item has text on its first line and would count from 1.
    var interruptsParagraph: Bool
}

/// What one line of Markdown can open. Tabs count as one byte of indentation: notes are written with spaces.
extension ArraySlice<UInt8> {
    var isBlank: Bool { allSatisfy { $0 == 0x20 || $0 == 0x09 } }

    var indentation: Int { prefix { $0 == 0x20 || $0 == 0x09 }.count }

    var withoutIndentation: ArraySlice<UInt8> { dropFirst(indentation) }

    func removingIndentation(upTo count: Int) -> ArraySlice<UInt8> { dropFirst(Swift.min(count, indentation)) }

    /// `#` to `######`, a space or the end after it; closing marks are taken off.
    package var atxHeading: (level: Int, text: ArraySlice<UInt8>)? {
        let body = withoutIndentation
        let level = body.prefix { $0 == UInt8(ascii: "#") }.count
        guard indentation < 4, (1...6).contains(level) else { return nil }
        let rest = body.dropFirst(level)
        guard rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
        var text = rest.trimmed
        let closing = text.reversed().prefix { $0 == UInt8(ascii: "#") }.count
        let open = text.dropLast(closing)
        if closing > 0, open.isEmpty || open.last == 0x20 || open.last == 0x09 { text = open.trimmed }
        return (level, text)
    }

    /// `===` or `---` under a paragraph.
    var setextLevel: Int? {
        let body = trimmed
        guard indentation < 4, let first = body.first, body.allSatisfy({ $0 == first }) else { return nil }
        if first == UInt8(ascii: "=") { return 1 }
        return first == UInt8(ascii: "-") ? 2 : nil
    }

    package var openingFence: MarkdownFence? {
        let body = withoutIndentation
        guard indentation < 4, let mark = body.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else {
            return nil
        }
        let count = body.prefix { $0 == mark }.count
        guard count >= 3, mark == UInt8(ascii: "~") || !body.dropFirst(count).contains(mark) else { return nil }
        return MarkdownFence(mark: mark, count: count, indentation: indentation)
    }

    package func closes(_ fence: MarkdownFence) -> Bool {
        let body = trimmed
        return indentation < 4 && body.count >= fence.count && body.allSatisfy { $0 == fence.mark }
    }

    /// Three or more of `*`, `-` or `_`, spaces between them.
    var isThematicBreak: Bool {
        let marks = filter { $0 != 0x20 && $0 != 0x09 }
        guard indentation < 4, marks.count >= 3, let first = marks.first else { return false }
        return [UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(first)
            && marks.allSatisfy { $0 == first }
    }

    var opensQuote: Bool { indentation < 4 && withoutIndentation.first == UInt8(ascii: ">") }

    var withoutQuoteMark: ArraySlice<UInt8> {
        let body = withoutIndentation.dropFirst()
        return body.first == 0x20 || body.first == 0x09 ? body.dropFirst() : body
    }

    var listMarker: MarkdownListMarker? {
        let indentation = indentation
        let body = withoutIndentation
        guard indentation < 4, let first = body.first else { return nil }
        var mark = 1
        var kind = first
        var countsFromOne = true
        if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) {
            let digits = body.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard digits.count <= 9, let close = body.dropFirst(digits.count).first,
                close == UInt8(ascii: ".") || close == UInt8(ascii: ")")
            else { return nil }
            kind = close
            mark = digits.count + 1
            countsFromOne = digits.elementsEqual([UInt8(ascii: "1")])
        } else if ![UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+")].contains(first) {
            return nil
        }
        let rest = body.dropFirst(mark)
        guard rest.isEmpty || rest.first == 0x20 || rest.first == 0x09 else { return nil }
        let blanks = rest.indentation
        let hasText = blanks < rest.count
        let gap = hasText ? (blanks > 4 ? 1 : blanks) : Swift.min(1, blanks)
        return MarkdownListMarker(
            kind: kind, width: indentation + mark + Swift.max(gap, hasText ? 1 : gap),
            interruptsParagraph: hasText && countsFromOne)
    }

    /// A tag at the start of the line, a comment or a declaration.
    var opensHTML: Bool {
        let body = withoutIndentation
        guard indentation < 4, body.first == UInt8(ascii: "<"), let second = body.dropFirst().first else {
            return false
        }
        if second == UInt8(ascii: "!") || second == UInt8(ascii: "?") { return true }
        let name = (second == UInt8(ascii: "/") ? body.dropFirst(2) : body.dropFirst(1))
            .prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") || $0 == UInt8(ascii: "1") }
        return Self.blockTags.contains(String(decoding: name, as: UTF8.self).lowercased())
    }

    private static var blockTags: Set<String> {
        ["pre", "script", "style", "textarea", "div", "p", "table", "ul", "ol", "li", "details", "summary", "center"]
    }

    /// Whether the line ends a paragraph before it.
    var interruptsParagraph: Bool {
        if indentation >= 4 { return false }
        return atxHeading != nil || openingFence != nil || isThematicBreak || opensQuote || opensHTML
            || (listMarker?.interruptsParagraph ?? false)
    }

    var trimmed: ArraySlice<UInt8> {
        let body = withoutIndentation
        return body.dropLast(body.reversed().prefix { $0 == 0x20 || $0 == 0x09 }.count)
    }
}

extension [ArraySlice<UInt8>] {
    /// The lines in one piece, a line feed after each.
    var withLineFeeds: [UInt8] {
        var bytes: [UInt8] = []
        for line in self {
            bytes.append(contentsOf: line)
            bytes.append(UInt8(ascii: "\n"))
        }
        return bytes
    }
}

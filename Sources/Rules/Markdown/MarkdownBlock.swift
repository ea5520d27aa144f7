/// A block of a Markdown text, as far as rules' notes need it: CommonMark without link definitions, plus what the
/// rendering of set-up texts has to distinguish.
package indirect enum MarkdownBlock: Sendable, Hashable {
    /// One or more empty lines between blocks.
    case blankLine
    case heading(level: Int, text: [UInt8])
    /// The lines, each without its indentation, joined by line feeds.
    case paragraph([UInt8])
    /// The content, a line feed after each line.
    case fencedCode([UInt8])
    case indentedCode([UInt8])
    case html([UInt8])
    case thematicBreak
    case quote([MarkdownBlock])
    case list([[MarkdownBlock]])
}

/// Reads blocks. Never fails: what is no other block is a paragraph.
package struct MarkdownReader {
    /// Quotes and lists nested deeper are read as paragraphs.
    private static let maximumDepth = 16

    private let lines: [ArraySlice<UInt8>]
    private var index = 0
    private let depth: Int

    /// The blocks of a text with the lines that each takes; lines end at LF, a CR before it counts to the line end.
    package static func blocks(of text: String) -> [(block: MarkdownBlock, lines: Range<Int>)] {
        var reader = MarkdownReader(lines: lines(of: Array(text.utf8)), depth: 0)
        return reader.read()
    }

    /// The lines of a text without their line ends.
    package static func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        if text.last == UInt8(ascii: "\n") || text.isEmpty { lines.removeLast() }
        return lines.map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }

    private init(lines: [ArraySlice<UInt8>], depth: Int) {
        self.lines = lines
        self.depth = depth
    }

    private mutating func read() -> [(block: MarkdownBlock, lines: Range<Int>)] {
        var blocks: [(block: MarkdownBlock, lines: Range<Int>)] = []
        while index < lines.count {
            let start = index
            let block = next(lines[index])
            blocks.append((block, start..<index))
        }
        return blocks
    }

    /// The block that begins with the line at `index`; goes after it, by one line at least.
    private mutating func next(_ line: ArraySlice<UInt8>) -> MarkdownBlock {
        if line.isBlank {
            while index < lines.count, lines[index].isBlank { index += 1 }
            return .blankLine
        }
        if line.indentation >= 4 { return indentedCode() }
        if let heading = line.atxHeading {
            index += 1
            return .heading(level: heading.level, text: Array(heading.text))
        }
        if let fence = line.openingFence { return fencedCode(fence) }
        if line.isThematicBreak {
            index += 1
            return .thematicBreak
        }
        if line.opensQuote, depth < Self.maximumDepth { return quote() }
        if let marker = line.listMarker, depth < Self.maximumDepth { return list(marker) }
        return line.opensHTML ? html() : paragraph()
    }

    private func nested(_ lines: [ArraySlice<UInt8>]) -> [MarkdownBlock] {
        var reader = MarkdownReader(lines: lines, depth: depth + 1)
        return reader.read().map(\.block)
    }
}

// One function a block.
extension MarkdownReader {
    private mutating func indentedCode() -> MarkdownBlock {
        var content: [ArraySlice<UInt8>] = []
        while index < lines.count, lines[index].isBlank || lines[index].indentation >= 4 {
            content.append(lines[index].removingIndentation(upTo: 4))
            index += 1
        }
        while let last = content.last, last.isBlank {
            content.removeLast()
            index -= 1
        }
        return .indentedCode(content.withLineFeeds)
    }

    private mutating func fencedCode(_ fence: MarkdownFence) -> MarkdownBlock {
        index += 1
        var content: [ArraySlice<UInt8>] = []
        while index < lines.count {
            let line = lines[index]
            index += 1
            if line.closes(fence) { break }
            content.append(line.removingIndentation(upTo: fence.indentation))
        }
        return .fencedCode(content.withLineFeeds)
    }

    /// Up to the next empty line: the kinds of HTML blocks that go on after one are not distinguished.
    private mutating func html() -> MarkdownBlock {
        var content: [ArraySlice<UInt8>] = []
        while index < lines.count, !lines[index].isBlank {
            content.append(lines[index])
            index += 1
        }
        return .html(content.withLineFeeds)
    }

    private mutating func paragraph() -> MarkdownBlock {
        var content = [lines[index].withoutIndentation]
        index += 1
        while index < lines.count, !lines[index].isBlank {
            let line = lines[index]
            if let level = line.setextLevel {
                index += 1
                return .heading(level: level, text: Array(content.joined(separator: [UInt8(ascii: "\n")])))
            }
            if line.interruptsParagraph { break }
            content.append(line.withoutIndentation)
            index += 1
        }
        return .paragraph(Array(content.joined(separator: [UInt8(ascii: "\n")])))
    }

    private mutating func quote() -> MarkdownBlock {
        var content: [ArraySlice<UInt8>] = []
        while index < lines.count, !lines[index].isBlank {
            let line = lines[index]
            if line.opensQuote {
                content.append(line.withoutQuoteMark)
            } else if let last = content.last, !last.isBlank, !line.interruptsParagraph, line.listMarker == nil {
                // A paragraph goes on without its mark.
                content.append(line)
            } else {
                break
            }
            index += 1
        }
        return .quote(nested(content))
    }

    private mutating func list(_ first: MarkdownListMarker) -> MarkdownBlock {
        var items: [[MarkdownBlock]] = []
        while index < lines.count {
            // Empty lines between two items belong to the list, those after the last one do not.
            var next = index
            while next < lines.count, lines[next].isBlank { next += 1 }
            guard next < lines.count, let marker = lines[next].listMarker, marker.kind == first.kind,
                !lines[next].isThematicBreak
            else { break }
            index = next
            items.append(item(marker))
        }
        return .list(items)
    }

    private mutating func item(_ marker: MarkdownListMarker) -> [MarkdownBlock] {
        var content = [lines[index].dropFirst(marker.width)]
        var fence = content[0].openingFence
        index += 1
        var end = index
        while index < lines.count {
            let line = lines[index]
            let previousIsBlank = content.last?.isBlank ?? true
            if line.isBlank {
                content.append(line[line.startIndex..<line.startIndex])
                index += 1
                continue
            }
            if line.indentation >= marker.width {
                let inner = line.removingIndentation(upTo: marker.width)
                if let open = fence {
                    if inner.closes(open) { fence = nil }
                } else {
                    fence = inner.openingFence
                }
                content.append(inner)
            } else if fence == nil, !previousIsBlank, !line.interruptsParagraph, line.listMarker == nil {
                content.append(line.withoutIndentation)
            } else {
                break
            }
            index += 1
            end = index
        }
        index = end
        while content.count > 1, content.last?.isBlank ?? false { content.removeLast() }
        return nested(content)
    }
}

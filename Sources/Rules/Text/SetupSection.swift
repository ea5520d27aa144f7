/// The part of a note under its `## Setup` heading: Elastic's build moves it to `setup` (reference: elastic-build §6).
package struct SetupSection: Sendable, Hashable {
    /// The text of the part as the build ships it: its Markdown marks are partly lost.
    package var setup: String
    /// The part as the author wrote it.
    package var markdown: String
    /// What the build leaves of the note; empty where it held nothing else. Where marks were lost the build does not
    /// find the part in the note, and it stays there as well.
    package var note: String
    /// The note without the part, also where the build would leave it in.
    package var rest: String

    /// nil: the note has no such heading and stays as it is.
    package init?(note: String) {
        let blocks = MarkdownReader.blocks(of: note)
        let isMarked = blocks.contains { block, _ in
            guard case .heading(level: 2, let text) = block else { return false }
            return MarkdownInlines.plainText(of: text).elementsEqual("Setup".utf8)
        }
        guard isMarked, let start = blocks.firstIndex(where: { Self.namesSetup($0.block) }) else { return nil }
        let following = blocks[(start + 1)...]
        let end = following.firstIndex { Self.endsPart($0.block) } ?? blocks.count
        var bytes: [UInt8] = []
        for (block, _) in following[..<end] { Self.write(block, isTop: true, to: &bytes) }
        setup = JoinedText.stripped(String(decoding: bytes, as: UTF8.self))

        let lines = MarkdownReader.lines(of: Array(note.utf8))
        let part = blocks[start].lines.upperBound..<(end < blocks.count ? blocks[end].lines.lowerBound : lines.count)
        markdown = Self.text(lines[part])
        let outside = Self.text(lines[..<blocks[start].lines.lowerBound] + lines[part.upperBound...])
        let cut = JoinedText.replacing("## Setup\n\n", in: note, with: "")
        let without = JoinedText.replacing(setup, in: cut, with: "")
        let isFound = setup.isEmpty || without.utf8.count < cut.utf8.count
        self.note = JoinedText.stripped(without)
        rest = isFound ? self.note : outside
    }

    private static func text(_ lines: ArraySlice<ArraySlice<UInt8>>) -> String {
        let bytes = lines.joined(separator: [UInt8(ascii: "\n")])
        return JoinedText.stripped(String(decoding: Array(bytes), as: UTF8.self))
    }

    private static func endsPart(_ block: MarkdownBlock) -> Bool {
        if case .heading(let level, _) = block { level >= 2 } else { false }
    }

    private static func namesSetup(_ block: MarkdownBlock) -> Bool {
        guard case .heading(_, let text) = block else { return false }
        return String(decoding: MarkdownInlines.plainText(of: text), as: UTF8.self).contains("Setup")
    }

    private static func write(_ block: MarkdownBlock, isTop: Bool, to bytes: inout [UInt8]) {
        switch block {
        case .blankLine: bytes.append(UInt8(ascii: "\n"))
        case .paragraph(let text):
            bytes.append(contentsOf: MarkdownInlines.plainText(of: text))
            if isTop { bytes.append(UInt8(ascii: "\n")) }
        case .heading(_, let text): bytes.append(contentsOf: MarkdownInlines.plainText(of: text))
        case .fencedCode(let content):
            bytes.append(contentsOf: "```".utf8)
            bytes.append(contentsOf: content)
            bytes.append(contentsOf: "```\n".utf8)
        case .indentedCode(let content), .html(let content): bytes.append(contentsOf: content)
        case .thematicBreak: break
        case .quote(let blocks): for block in blocks { write(block, isTop: false, to: &bytes) }
        case .list(let items): for block in items.joined() { write(block, isTop: false, to: &bytes) }
        }
    }
}

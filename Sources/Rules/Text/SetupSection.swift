/// The part of a note under its `## Setup` heading: Elastic's build moves it to `setup` (reference: elastic-build §6).
package struct SetupSection: Sendable, Hashable {
    /// The text of the part, its Markdown marks partly lost as in Elastic's build.
    package var setup: String
    /// What remains of the note; empty where it held nothing else.
    package var note: String

    /// nil: the note has no such heading and stays as it is.
    package init?(note: String) {
        let blocks = MarkdownReader.blocks(of: note)
        let isMarked = blocks.contains { block in
            guard case .heading(level: 2, let text) = block else { return false }
            return MarkdownInlines.plainText(of: text).elementsEqual("Setup".utf8)
        }
        guard isMarked, let start = blocks.firstIndex(where: Self.namesSetup) else { return nil }
        var bytes: [UInt8] = []
        for block in blocks[(start + 1)...] {
            if case .heading(let level, _) = block, level >= 2 { break }
            Self.write(block, isTop: true, to: &bytes)
        }
        setup = JoinedText.stripped(String(decoding: bytes, as: UTF8.self))
        let cut = JoinedText.replacing("## Setup\n\n", in: note, with: "")
        self.note = JoinedText.stripped(JoinedText.replacing(setup, in: cut, with: ""))
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

package import Rules
package import SourceText

/// The note of a rule, cut up once for the checks that look into it. Places are bytes of the note's text.
package struct NoteView: Sendable {
    /// A heading of Markdown that begins with `#`.
    package struct Heading: Sendable {
        package var level: Int
        /// Without marks and whitespace around it.
        package var text: String
        package var marks: ByteRange
        package var textRange: ByteRange
        /// Whether anything but headings and empty lines is between it and the next one.
        package var hasContent = false
    }

    package var text: RuleText
    package var bytes: [UInt8]
    /// Those outside code.
    package var headings: [Heading]
    /// In the order of the text; `$$` is none.
    package var placeholders: [NoteTransform.Placeholder]

    /// Cuts up a note.
    package init(_ text: RuleText) {
        self.text = text
        bytes = Array(text.text.utf8)
        headings = Self.headings(in: bytes)
        placeholders = NoteTransform.placeholders(in: bytes).filter { !$0.name.isEmpty }
    }

    /// The bytes of the file that a range of the note came from.
    package func range(_ range: ByteRange) -> ByteRange { text.sourceRange(range) }

    /// The first heading of that text, in whatever letter case.
    package func heading(_ text: String) -> Heading? {
        headings.first { $0.text.lowercased() == text.lowercased() }
    }

    private static func headings(in bytes: [UInt8]) -> [Heading] {
        var headings: [Heading] = []
        var fence: MarkdownFence?
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes[start..<(end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end)]
            start = end + 1
            let first = line.first { $0 != 0x20 && $0 != 0x09 }
            if let open = fence {
                if line.closes(open) { fence = nil }
            } else if first == UInt8(ascii: "#"), let heading = heading(line) {
                headings.append(heading)
                continue
            } else if first == UInt8(ascii: "`") || first == UInt8(ascii: "~") {
                fence = line.openingFence
            }
            if first != nil, !headings.isEmpty { headings[headings.count - 1].hasContent = true }
        }
        return headings
    }

    private static func heading(_ line: ArraySlice<UInt8>) -> Heading? {
        guard let (level, text) = line.atxHeading, let first = line.firstIndex(of: UInt8(ascii: "#")) else {
            return nil
        }
        return Heading(
            level: level, text: String(decoding: text, as: UTF8.self), marks: ByteRange(first, first + level),
            textRange: ByteRange(text.startIndex, text.endIndex))
    }
}

package import Diagnostics
package import SourceText

/// Edits that take a key with its value out of the file, or put one in, as whole lines.
package enum EntryEdits {
    /// Removes an entry with its lines.
    ///
    /// nil where something else is on them (a comment, another entry): a fix must not lose it.
    package static func remove(_ entry: Entry, in source: SourceFile) -> Edit? {
        guard let start = lineStart(of: entry, in: source), let next = nextLine(after: entry, in: source) else {
            return nil
        }
        return Edit(ByteRange(start, min(next, source.bytes.count)), "")
    }

    /// Puts a key with a text after an entry, on a line of its own and as far in.
    ///
    /// nil where the entry is not on lines of its own, and for texts that need escapes.
    package static func insert(
        _ key: String, _ text: String, after entry: Entry, in source: SourceFile, syntax: DocumentSyntax
    ) -> Edit? {
        guard ScalarEdits.isWritable(text, in: .tomlBasic), syntax != .json,
            let start = lineStart(of: entry, in: source), let next = nextLine(after: entry, in: source)
        else { return nil }
        let indent = String(decoding: source.bytes[start..<entry.range.start], as: UTF8.self)
        let line = indent + key + (syntax == .yaml ? ": " : " = ") + "\"\(text)\""
        let isWindows = next >= 2 && next <= source.bytes.count && source.bytes[next - 2] == 0x0D
        let lineBreak = isWindows ? "\r\n" : "\n"
        return next > source.bytes.count
            ? Edit(ByteRange(at: source.bytes.count), lineBreak + line) : Edit(ByteRange(at: next), line + lineBreak)
    }

    /// Where the entry's first line begins, if nothing is before the entry.
    private static func lineStart(of entry: Entry, in source: SourceFile) -> Int? {
        guard entry.range.start <= source.bytes.count else { return nil }
        let start = Int(source.lines.starts[source.lines.line(containing: entry.range.start)])
        return source.bytes[start..<entry.range.start].allSatisfy { $0 == 0x20 || $0 == 0x09 } ? start : nil
    }

    /// The offset after the line end of the entry's last line, if nothing follows the entry; one more than there
    /// are bytes where the file ends without a line end.
    private static func nextLine(after entry: Entry, in source: SourceFile) -> Int? {
        let bytes = source.bytes
        var end = entry.range.end
        guard end <= bytes.count else { return nil }
        // A block scalar's range ends after its last line end.
        if end > entry.range.start, bytes[end - 1] == 0x0A { return end }
        while end < bytes.count, bytes[end] == 0x20 || bytes[end] == 0x09 || bytes[end] == 0x0D { end += 1 }
        return end == bytes.count || bytes[end] == 0x0A ? end + 1 : nil
    }
}

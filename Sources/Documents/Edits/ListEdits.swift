package import Diagnostics
package import SourceText

/// Edits that take an item out of a list of the file, with its comma or its line and nothing else, or put one in.
package enum ListEdits {
    /// Puts texts after the last item of a list, in the layout that the list has.
    ///
    /// nil for texts that need escapes, and where what follows the last item is neither a comma nor the list's end.
    package static func append(
        _ texts: [String], after last: ByteRange, to list: ByteRange, in source: SourceFile
    ) -> Edit? {
        let bytes = source.bytes
        guard !texts.isEmpty, texts.allSatisfy({ ScalarEdits.isWritable($0, in: .tomlBasic) }),
            last.end <= list.end, list.end <= bytes.count, list.start <= last.start, list.start < bytes.count
        else { return nil }
        let line = source.lines.line(containing: last.start)
        let start = Int(source.lines.starts[line])
        let lead = bytes[start..<last.start]
        let lineEnd = start >= 2 && bytes[start - 2] == UInt8(ascii: "\r") ? "\r\n" : "\n"
        let opening = lineEnd + String(decoding: lead, as: UTF8.self)
        let quoted = texts.map { "\"\($0)\"" }
        guard bytes[list.start] == UInt8(ascii: "[") else {
            let dash = lead.drop(while: isBlank)
            guard dash.first == UInt8(ascii: "-"), dash.dropFirst().allSatisfy(isBlank),
                source.lines.line(containing: last.end) == line
            else { return nil }
            let end = source.lines.range(ofLine: line, in: bytes).end
            return Edit(ByteRange(at: end), quoted.map { opening + $0 }.joined())
        }
        var next = last.end
        while next < list.end, isBlank(bytes[next]) || isLineEnd(bytes[next]) { next += 1 }
        // A comment between the item and its comma would swallow what is put there.
        guard next < list.end, bytes[next] == UInt8(ascii: ",") || bytes[next] == UInt8(ascii: "]") else { return nil }
        let hasOwnLine = lead.allSatisfy(isBlank) && start > list.start
        return Edit(ByteRange(at: last.end), quoted.map { "," + (hasOwnLine ? opening : " ") + $0 }.joined())
    }

    /// Removes one of the items of a list written in brackets or, in YAML, with dashes.
    ///
    /// nil where a comment is between the item and its neighbors or the layout is none of the usual ones: a fix
    /// must not lose a comment.
    package static func remove(_ item: ByteRange, from list: ByteRange, in source: SourceFile) -> Edit? {
        guard list.start < source.bytes.count, source.bytes[list.start] == UInt8(ascii: "[") else {
            return removeDashed(item, in: source)
        }
        return removeBracketed(item, from: list, in: source)
    }

    private static func removeBracketed(_ item: ByteRange, from list: ByteRange, in source: SourceFile) -> Edit? {
        let bytes = source.bytes
        var start = item.start
        while start > list.start + 1, isBlank(bytes[start - 1]) { start -= 1 }
        var end = item.end
        while end < list.end, isBlank(bytes[end]) || isLineEnd(bytes[end]) { end += 1 }
        guard end < list.end else { return nil }
        if bytes[end] == UInt8(ascii: ",") {
            end += 1
            let isFirstOfLine = start > 0 && isLineEnd(bytes[start - 1])
            var lineEnd = end
            while lineEnd < list.end, isBlank(bytes[lineEnd]) { lineEnd += 1 }
            guard lineEnd < list.end, bytes[lineEnd] != UInt8(ascii: "#") else { return nil }
            if isFirstOfLine, isLineEnd(bytes[lineEnd]) {
                // The item has its lines to itself: they go, the indentation of the next line stays.
                while lineEnd < list.end, bytes[lineEnd] == UInt8(ascii: "\r") { lineEnd += 1 }
                return Edit(ByteRange(start, lineEnd + 1), "")
            }
            if isLineEnd(bytes[lineEnd]) { return Edit(ByteRange(start, end), "") }
            return Edit(ByteRange(item.start, lineEnd), "")
        }
        // The last item without a comma: the comma before it goes instead.
        guard bytes[end] == UInt8(ascii: "]") else { return nil }
        var comma = start
        while comma > list.start + 1, isBlank(bytes[comma - 1]) || isLineEnd(bytes[comma - 1]) { comma -= 1 }
        guard comma > list.start + 1, bytes[comma - 1] == UInt8(ascii: ",") else { return nil }
        return Edit(ByteRange(comma - 1, item.end), "")
    }

    /// `- item` on its own line or lines.
    private static func removeDashed(_ item: ByteRange, in source: SourceFile) -> Edit? {
        let bytes = source.bytes
        let line = source.lines.line(containing: item.start)
        let start = Int(source.lines.starts[line])
        var dash = start
        while dash < item.start, isBlank(bytes[dash]) { dash += 1 }
        guard dash < item.start, bytes[dash] == UInt8(ascii: "-"),
            bytes[(dash + 1)..<item.start].allSatisfy(isBlank)
        else { return nil }
        var end = item.end
        // A block scalar's range ends after its last line end.
        if end > start, end <= bytes.count, bytes[end - 1] == UInt8(ascii: "\n") {
            return Edit(ByteRange(start, end), "")
        }
        while end < bytes.count, isBlank(bytes[end]) || bytes[end] == UInt8(ascii: "\r") { end += 1 }
        if end == bytes.count { return Edit(ByteRange(start, end), "") }
        guard bytes[end] == UInt8(ascii: "\n") else { return nil }
        return Edit(ByteRange(start, end + 1), "")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}

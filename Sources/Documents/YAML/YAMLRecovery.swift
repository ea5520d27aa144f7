import SourceText

/// Going on after a fault: reading restarts at the next line that continues an open block collection, reported by its column.
///
/// The text from there up to the next line that is indented less is read by a parser of its own, and what it gives is
/// added to the collection. Then the collections outside go on in the same way.
extension YAMLTreeBuilder {
    /// Marks what reaches into the line of the fault at `anchor` as invalid: its value is guesswork.
    mutating func invalidate(at anchor: Int) {
        let lineStart = Int(source.lines.starts[source.lines.line(containing: anchor)])
        opaqueRanges.removeAll { $0.start >= lineStart }
        while let top = frames.last, frames.count > 1, top.isFlow || top.start > anchor {
            closeInnermost(endingAt: nil, isBroken: true)
        }
        guard !frames.isEmpty else { return }
        let top = frames.count - 1
        if frames[top].isMapping {
            if frames[top].key == nil, let last = frames[top].entries.last, last.range.end > lineStart {
                frames[top].entries[frames[top].entries.count - 1].value = Node(.invalid, last.value.range)
            }
        } else if let last = frames[top].items.last, last.range.end > lineStart {
            frames[top].items[frames[top].items.count - 1] = Node(.invalid, last.range)
        }
    }

    /// The stretch to be read next, the collections that it continues being made the innermost; nil where there is none.
    mutating func nextStretch(from start: Int, in rest: Range<Int>) -> Range<Int>? {
        guard !rest.isEmpty, isInDocument || resumedCount != nil || root == nil else { return nil }
        guard root == nil else { return nil }
        var line = source.lines.line(containing: start)
        while line < source.lines.count {
            let offset = Int(source.lines.starts[line])
            defer { line += 1 }
            guard offset >= start, offset < bytes.count else { continue }
            if isDocumentMarker(at: offset) {
                finishDocument()
                return offset..<bytes.count
            }
            guard let indentation = indentation(at: offset) else { continue }
            guard let index = frameThatGoesOn(at: offset, indentation) else { continue }
            prepare(index, at: offset)
            return offset..<endOfRegion(from: line + 1, frames[frames.count - 1])
        }
        return nil
    }

    /// Closes what is inside the frame that goes on, or opens the root that the fault has hidden.
    private mutating func prepare(_ index: Int, at offset: Int) {
        if frames.isEmpty {
            frames.append(Frame(isMapping: true, isFlow: false, start: offset))
            isInDocument = true
        }
        while frames.count > index + 1 { closeInnermost(endingAt: nil, isBroken: true) }
        let top = frames.count - 1
        if let key = frames[top].key {
            frames[top].key = nil
            if !key.isDropped {
                let value = Node(.invalid, ByteRange(at: key.range.end))
                frames[top].entries.append(Entry(key: key.text, keyRange: key.range, value: value, range: key.range))
            }
        }
        resume()
    }

    /// Spaces before the text of a line; nil where the line is empty, a comment, or indented with a tab.
    private func indentation(at offset: Int) -> Int? {
        var index = offset
        while index < bytes.count, bytes[index] == 0x20 { index += 1 }
        guard index < bytes.count else { return nil }
        switch bytes[index] {
        case 0x09, 0x0A, 0x0D, UInt8(ascii: "#"): return nil
        default: return index - offset
        }
    }

    /// The open block collection that a line continues: the innermost one that is not indented more.
    private func frameThatGoesOn(at offset: Int, _ indentation: Int) -> Int? {
        let isItem = startsItem(offset + indentation)
        guard !frames.isEmpty else { return indentation == 0 && !isItem && isKey(offset) ? 0 : nil }
        for index in frames.indices.reversed() where !frames[index].isFlow && frames[index].column <= indentation {
            let frame = frames[index]
            // A list may be at the column of the key that it belongs to.
            if !frame.isMapping, !isItem, frame.column == indentation { continue }
            guard frame.column == indentation, frame.isMapping != isItem else { return nil }
            return isItem || isKey(offset + indentation) ? index : nil
        }
        return nil
    }

    private func startsItem(_ offset: Int) -> Bool {
        guard bytes[offset] == UInt8(ascii: "-") else { return false }
        guard offset + 1 < bytes.count else { return true }
        return bytes[offset + 1] == 0x20 || bytes[offset + 1] == 0x0A || bytes[offset + 1] == 0x0D
    }

    /// Whether `: ` follows on the line.
    private func isKey(_ offset: Int) -> Bool {
        var index = offset
        while index < bytes.count, bytes[index] != 0x0A {
            if bytes[index] == UInt8(ascii: ":"), index > offset {
                guard index + 1 < bytes.count else { return true }
                if bytes[index + 1] == 0x20 || bytes[index + 1] == 0x0A || bytes[index + 1] == 0x0D { return true }
            }
            index += 1
        }
        return false
    }

    private func isDocumentMarker(at offset: Int) -> Bool {
        guard offset + 3 <= bytes.count else { return false }
        let marker = bytes[offset..<(offset + 3)]
        guard marker.elementsEqual("---".utf8) || marker.elementsEqual("...".utf8) else { return false }
        return offset + 3 == bytes.count || bytes[offset + 3] <= 0x20
    }

    /// Offset of the first line from `line` on that does not belong to the collection.
    private func endOfRegion(from line: Int, _ frame: Frame) -> Int {
        var line = line
        while line < source.lines.count {
            let offset = Int(source.lines.starts[line])
            line += 1
            guard offset < bytes.count else { break }
            if isDocumentMarker(at: offset) { return offset }
            guard let indentation = indentation(at: offset) else { continue }
            if indentation < frame.column { return offset }
            if indentation == frame.column, !frame.isMapping, !startsItem(offset + indentation) { return offset }
        }
        return bytes.count
    }
}

/// Finds the comments: every `#` at the start of a word that is in no quoted or block scalar.
enum YAMLComments {
    /// Gives each document the comments from the end of the one before it on.
    static func assign(to documents: inout [Document], bytes: [UInt8], opaque: [ByteRange]) {
        guard !documents.isEmpty else { return }
        var current = 0
        for comment in comments(in: bytes, opaque: opaque) {
            while current + 1 < documents.count, comment.start >= documents[current + 1].root.range.start {
                current += 1
            }
            documents[current].comments.append(comment)
        }
    }

    private static func comments(in bytes: [UInt8], opaque: [ByteRange]) -> [ByteRange] {
        var found: [ByteRange] = []
        var next = 0
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "#"), index == 0 || bytes[index - 1] <= 0x20 || isAfterMark(index, bytes)
            else {
                index += 1
                continue
            }
            while next < opaque.count, opaque[next].end <= index { next += 1 }
            if next < opaque.count, opaque[next].contains(index) {
                index = opaque[next].end
                continue
            }
            let start = index
            while index < bytes.count, bytes[index] != 0x0A, bytes[index] != 0x0D { index += 1 }
            found.append(ByteRange(start, index))
        }
        return found
    }

    /// Whether a byte order mark is all that is before.
    private static func isAfterMark(_ index: Int, _ bytes: [UInt8]) -> Bool {
        index == 3 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
    }
}

/// A text of `schemas/` as it is in the binary: lines sorted by the bytes of their first column, columns split by tabs.
///
/// A look-up is a binary search over the bytes; nothing is built at start-up. Places are byte offsets into the text, and
/// every offset that is handed in is clamped, so no caller can read outside it.
///
/// Unchecked `Sendable`: the memory is a constant of the program, or belongs to `owner`, and is never written.
package struct SortedTable: @unchecked Sendable {
    private let base: UnsafePointer<UInt8>
    /// Bytes of the text.
    package let count: Int
    /// Keeps the memory of a text that is not in the binary.
    private let owner: Copy?

    /// `base` must stay readable for `count` bytes as long as the program runs.
    init(base: UnsafePointer<UInt8>, count: Int) {
        self.base = base
        self.count = count
        owner = nil
    }

    /// A table of other bytes, which are copied; the last copy of the table frees them.
    package init(owning bytes: [UInt8]) {
        let copy = Copy(bytes)
        base = UnsafePointer(copy.base)
        count = bytes.count
        owner = copy
    }

    private final class Copy {
        let base: UnsafeMutablePointer<UInt8>

        init(_ bytes: [UInt8]) {
            base = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, bytes.count))
            base.initialize(repeating: 0, count: max(1, bytes.count))
            for (index, byte) in bytes.enumerated() { base[index] = byte }
        }

        deinit { base.deallocate() }
    }

    private static let newline = UInt8(ascii: "\n")
    private static let tab = UInt8(ascii: "\t")

    /// Whether both are the same memory.
    func isSame(as other: SortedTable) -> Bool { base == other.base && count == other.count }

    /// The line of that name (its first column); nil where there is none. O(log lines).
    package func line(named name: [UInt8]) -> TableLine? {
        guard let line = line(at: lowerBound(name)), compare(line.start, name) == 0 else { return nil }
        return line
    }

    /// Offset of the first line whose name is not below `name`; `count` where all are below.
    package func lowerBound(_ name: [UInt8]) -> Int {
        // Invariant: lines that start before `low` have names below `name`, lines that start at `high` or later do not.
        var low = 0
        var high = count
        while low < high {
            let middle = lineStart(before: low + (high - low) / 2, notBelow: low)
            if compare(middle, name) < 0 { low = lineEnd(from: middle) + 1 } else { high = middle }
        }
        return min(low, count)
    }

    /// Offset of the first of some lines whose byte at `depth` is not below `byte`; the end of the lines where all are.
    /// The lines, from the offset of the first to that of what follows the last, have the same bytes before `depth`.
    func lowerBound(_ byte: UInt8, at depth: Int, in lines: Range<Int>) -> Int {
        var low = lines.lowerBound
        var high = lines.upperBound
        while low < high {
            let middle = lineStart(before: low + (high - low) / 2, notBelow: low)
            if self[middle + depth] < byte { low = lineEnd(from: middle) + 1 } else { high = middle }
        }
        return min(low, lines.upperBound)
    }

    /// The line that starts at an offset; nil at the end of the text.
    package func line(at start: Int) -> TableLine? {
        guard start >= 0, start < count else { return nil }
        return TableLine(start: start, end: lineEnd(from: start))
    }

    /// The line after a line.
    package func line(after line: TableLine) -> TableLine? { self.line(at: line.end + 1) }

    /// Whether the line begins with these bytes, whatever follows them.
    package func line(_ line: TableLine, hasPrefix prefix: [UInt8]) -> Bool {
        let start = clamped(line.start)
        guard clamped(line.end) - start >= prefix.count else { return false }
        for index in 0..<prefix.count where base[start + index] != prefix[index] { return false }
        return true
    }

    /// The end of the column that starts at `start`: the next tab, or the end of the line.
    package func columnEnd(_ start: Int, in line: TableLine) -> Int {
        firstIndex(of: Self.tab, in: start..<max(start, line.end))
    }

    /// The range of a column, counted from 0; empty at the end of the line where the line has fewer.
    package func column(_ number: Int, of line: TableLine) -> Range<Int> {
        var start = line.start
        for _ in 0..<max(0, number) {
            let end = columnEnd(start, in: line)
            if end >= line.end { return line.end..<line.end }
            start = end + 1
        }
        return start..<columnEnd(start, in: line)
    }

    /// Offset of the first `byte` in a range, or the end of the range.
    package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int {
        var index = clamped(range.lowerBound)
        let end = clamped(range.upperBound)
        while index < end, base[index] != byte { index += 1 }
        return max(index, range.lowerBound)
    }

    /// FNV-1a over eight bytes at a time, the rest one by one, going on from another table's.
    func fingerprint(after start: UInt64) -> UInt64 {
        let words = UnsafeRawBufferPointer(start: base, count: count)
        var hash = start
        var index = 0
        while index + 8 <= count {
            hash = (hash ^ words.loadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x0000_0100_0000_01B3
            hash ^= hash >> 29
            index += 8
        }
        while index < count {
            hash = (hash ^ UInt64(base[index])) &* 0x0000_0100_0000_01B3
            index += 1
        }
        return hash
    }

    /// The byte at an offset; 0 outside the text.
    package subscript(offset: Int) -> UInt8 { offset >= 0 && offset < count ? base[offset] : 0 }

    /// Whether a range holds exactly these bytes.
    package func equals(_ range: Range<Int>, _ bytes: [UInt8]) -> Bool {
        range.count == bytes.count && order(range, bytes) == 0
    }

    /// Below 0, 0 or above 0 as the bytes of a range are below, equal to or above `bytes`.
    package func order(_ range: Range<Int>, _ bytes: [UInt8]) -> Int {
        let start = clamped(range.lowerBound)
        let length = clamped(range.upperBound) - start
        for index in 0..<min(length, bytes.count) where base[start + index] != bytes[index] {
            return Int(base[start + index]) - Int(bytes[index])
        }
        return length - bytes.count
    }

    /// The bytes of a range.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        Array(UnsafeBufferPointer(start: base + clamped(range.lowerBound), count: range.clamped(to: 0..<count).count))
    }

    /// The text of a range.
    package func text(_ range: Range<Int>) -> String {
        String(
            decoding: UnsafeBufferPointer(
                start: base + clamped(range.lowerBound), count: range.clamped(to: 0..<count).count), as: UTF8.self)
    }

    /// The pieces of a range between separators; an empty range has none.
    package func pieces(_ range: Range<Int>, separator: UInt8 = UInt8(ascii: " ")) -> [String] {
        var pieces: [String] = []
        var start = range.lowerBound
        while start < range.upperBound {
            let end = firstIndex(of: separator, in: start..<range.upperBound)
            pieces.append(text(start..<end))
            start = end + 1
        }
        return pieces
    }

    /// All lines from the one at `start` on, for scans.
    package func lines(from start: Int = 0) -> some Sequence<TableLine> {
        sequence(state: start) { next in
            guard let line = line(at: next) else { return nil }
            next = line.end + 1
            return line
        }
    }

    /// The lines whose text begins with `prefix`, in order.
    package func lines(withPrefix prefix: [UInt8]) -> some Sequence<TableLine> {
        lines(from: lowerBound(prefix)).prefix { line($0, hasPrefix: prefix) }
    }

    /// The name of the line at `start` against `name`, as `order` says.
    private func compare(_ start: Int, _ name: [UInt8]) -> Int {
        var index = 0
        while index < name.count {
            let offset = start + index
            guard offset < count else { return -1 }
            let byte = base[offset]
            // A shorter name is below a longer one that begins with it.
            if byte == Self.tab || byte == Self.newline { return -1 }
            if byte != name[index] { return Int(byte) - Int(name[index]) }
            index += 1
        }
        let offset = start + index
        return offset >= count || base[offset] == Self.tab || base[offset] == Self.newline ? 0 : 1
    }

    private func lineStart(before offset: Int, notBelow low: Int) -> Int {
        var index = offset
        while index > low, base[index - 1] != Self.newline { index -= 1 }
        return index
    }

    private func lineEnd(from offset: Int) -> Int {
        var index = offset
        while index < count, base[index] != Self.newline { index += 1 }
        return index
    }

    private func clamped(_ offset: Int) -> Int { max(0, min(offset, count)) }
}

/// Where a line of a table is: the offset of its first byte and of its line feed.
package struct TableLine: Sendable, Hashable {
    /// Offset of the first byte.
    package let start: Int
    /// Offset of the line feed, or of the end of the text.
    package let end: Int

    /// All bytes but the line feed.
    package var range: Range<Int> { start..<end }
}

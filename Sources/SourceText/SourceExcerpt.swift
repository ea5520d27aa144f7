/// What a report needs of a file: its name, and the lines that findings are about.
///
/// A run over many files keeps one of these for each and lets the bytes go. Offsets, ranges and line numbers (from 0) are
/// those of the whole file; asked for a line that is not kept, it answers with the nearest kept one before it.
package struct SourceExcerpt: Sendable {
    package let id: SourceID
    /// As the user named the file.
    package let path: String
    /// Bytes of the whole file.
    package let count: Int
    /// The kept lines with their ends, one behind the other.
    private let bytes: [UInt8]
    private let lines: LineTable
    /// nil where the file is kept whole.
    private let kept: KeptLines?

    /// Which lines of the file stand in `bytes`; both ascend.
    private struct KeptLines {
        var numbers: [Int32] = []
        /// Where each begins in the file.
        var starts: [Int32] = []
    }

    /// The whole file.
    package init(_ source: SourceFile) { self.init(source, path: source.path) }

    private init(_ source: SourceFile, path: String) {
        id = source.id
        self.path = path
        count = source.bytes.count
        bytes = source.bytes
        lines = source.lines
        kept = nil
    }

    /// Lines at each end of a long range that are kept, and up to twice as many the range is kept whole.
    private static let keptAtEnds = 4

    /// The lines of places and of edits, those beside them, and the first line: all of an edit's lines, and of a place
    /// over many lines those at its ends.
    package init(_ source: SourceFile, places: [ByteRange], edits: [ByteRange]) {
        var isWanted = Array(repeating: false, count: source.lines.count)
        isWanted[0] = true
        func want(_ first: Int, _ last: Int) {
            for line in stride(from: max(0, first), through: min(last, isWanted.count - 1), by: 1) {
                isWanted[line] = true
            }
        }
        func lines(_ range: ByteRange) -> (first: Int, last: Int) {
            let first = source.lines.line(containing: range.start)
            return (first, max(first, source.lines.line(containing: range.end)))
        }
        for range in places {
            let (first, last) = lines(range)
            if last - first < 2 * Self.keptAtEnds {
                want(first - 1, last + 1)
            } else {
                want(first - 1, first + Self.keptAtEnds - 1)
                want(last - Self.keptAtEnds + 1, last + 1)
            }
        }
        for range in edits {
            let (first, last) = lines(range)
            want(first, last)
        }
        var kept = KeptLines()
        var bytes: [UInt8] = []
        for number in isWanted.indices where isWanted[number] {
            let start = Int(source.lines.starts[number])
            let end = number + 1 < source.lines.count ? Int(source.lines.starts[number + 1]) : source.bytes.count
            kept.numbers.append(Int32(clamping: number))
            kept.starts.append(Int32(clamping: start))
            bytes += source.bytes[start..<end]
        }
        id = source.id
        path = source.path
        count = source.bytes.count
        self.lines = LineTable(bytes)
        self.bytes = bytes
        self.kept = kept
    }

    /// The same under another name.
    package func named(_ path: String) -> SourceExcerpt { SourceExcerpt(self, path: path) }

    private init(_ other: SourceExcerpt, path: String) {
        id = other.id
        self.path = path
        count = other.count
        bytes = other.bytes
        lines = other.lines
        kept = other.kept
    }

    /// The whole file; nil where only some of its lines are kept.
    package var wholeBytes: [UInt8]? { kept == nil ? bytes : nil }

    /// Number of the line that holds an offset; an offset behind the end is on the last line.
    package func line(containing offset: Int) -> Int {
        guard let kept else { return lines.line(containing: offset) }
        return Int(kept.numbers[Self.place(of: offset, in: kept.starts)])
    }

    /// Offset of a line's first byte.
    package func start(ofLine number: Int) -> Int {
        guard let kept else { return Int(lines.starts[max(0, min(number, lines.count - 1))]) }
        return Int(kept.starts[Self.place(of: number, in: kept.numbers)])
    }

    /// The bytes of a line, its line end left out.
    package func range(ofLine number: Int) -> ByteRange {
        guard let kept else { return lines.range(ofLine: number, in: bytes) }
        let place = Self.place(of: number, in: kept.numbers)
        let range = lines.range(ofLine: place, in: bytes)
        let shift = Int(kept.starts[place]) - Int(lines.starts[place])
        return ByteRange(range.start + shift, range.end + shift)
    }

    /// Line and column of an offset; both from 1, the column in Unicode scalars.
    package func position(at offset: Int) -> Position {
        guard let kept else { return lines.position(at: offset, in: bytes) }
        let place = Self.place(of: offset, in: kept.starts)
        let position = lines.position(at: local(offset, place, kept), in: bytes)
        return Position(line: Int(kept.numbers[place]) + 1, column: position.column)
    }

    /// The bytes of a range of which all lines are kept; a range beyond the end is clamped.
    package subscript(range: ByteRange) -> ArraySlice<UInt8> {
        guard let kept else {
            let start = min(range.start, bytes.count)
            return bytes[start..<max(start, min(range.end, bytes.count))]
        }
        let start = local(range.start, Self.place(of: range.start, in: kept.starts), kept)
        return bytes[start..<min(start + range.count, bytes.count)]
    }

    /// The byte at an offset of a kept line; nil behind the end.
    package subscript(offset: Int) -> UInt8? { self[ByteRange(offset, offset + 1)].first }

    /// The place in `bytes` of an offset on a kept line; not behind that line.
    private func local(_ offset: Int, _ place: Int, _ kept: KeptLines) -> Int {
        let end = place + 1 < kept.numbers.count ? Int(lines.starts[place + 1]) - 1 : bytes.count
        return min(Int(lines.starts[place]) + max(0, offset - Int(kept.starts[place])), end)
    }

    /// Index of the last member that is not above a number; the first one where all are.
    private static func place(of number: Int, in ascending: [Int32]) -> Int {
        var low = 0
        var high = ascending.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(ascending[middle]) <= number { low = middle } else { high = middle }
        }
        return low
    }
}

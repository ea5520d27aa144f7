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
    /// The kept lines with their ends, one after the other.
    private let bytes: [UInt8]
    private let lines: LineTable
    /// Ascending, never empty; nil where the file is kept whole.
    private let kept: [Run]?
    /// Lines that are kept: `lines` counts another one after the end of the last.
    private let keptCount: Int

    /// Lines of the file that are in `bytes` one after the other.
    private struct Run {
        /// The number of its first line.
        var number: Int32
        /// Where that one begins in the file.
        var start: Int32
        /// Which of the kept lines it is.
        var place: Int32
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
        keptCount = lines.count
    }

    /// Lines at each end of a long range that are kept, and up to twice as many the range is kept whole.
    private static let keptAtEnds = 3

    /// The lines of places and of edits, single lines between those, and the first line: all of an edit's lines, and of a
    /// place over many lines those at its ends.
    package init(_ source: SourceFile, places: [ByteRange], edits: [ByteRange]) {
        var wanted: [ClosedRange<Int>] = [0...0]
        wanted.reserveCapacity(1 + places.count + edits.count)
        for range in places {
            let lines = source.lines.lines(of: range)
            if lines.count > 2 * Self.keptAtEnds {
                wanted.append(lines.lowerBound...lines.lowerBound + Self.keptAtEnds - 1)
                wanted.append(lines.upperBound - Self.keptAtEnds + 1...lines.upperBound)
            } else {
                wanted.append(lines)
            }
        }
        for range in edits { wanted.append(source.lines.lines(of: range)) }
        let merged = Self.merged(wanted)
        let parts = merged.map {
            source.lines.start(ofLine: $0.lowerBound)..<source.lines.start(ofLine: $0.upperBound + 1)
        }
        var runs: [Run] = []
        runs.reserveCapacity(merged.count)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        var place = 0
        for (lines, part) in zip(merged, parts) {
            runs.append(
                Run(
                    number: Int32(clamping: lines.lowerBound), start: Int32(clamping: part.lowerBound),
                    place: Int32(clamping: place)))
            bytes += source.bytes[part]
            place += lines.count
        }
        id = source.id
        path = source.path
        count = source.bytes.count
        self.lines = LineTable(bytes)
        self.bytes = bytes
        kept = runs
        keptCount = place
    }

    /// The same lines in their order, each once, with the single lines that are missing between two.
    private static func merged(_ ranges: [ClosedRange<Int>]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound + 2 {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        return result
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
        keptCount = other.keptCount
    }

    /// The whole file; nil where only some of its lines are kept.
    package var wholeBytes: [UInt8]? { kept == nil ? bytes : nil }

    /// Number of the line that holds an offset; an offset after the end is on the last line.
    package func line(containing offset: Int) -> Int {
        guard let kept else { return lines.line(containing: offset) }
        let run = Self.last(of: kept) { Int($0.start) <= offset }
        return Int(kept[run].number) + place(of: offset, run, kept) - Int(kept[run].place)
    }

    /// Offset of a line's first byte.
    package func start(ofLine number: Int) -> Int {
        guard let kept else { return Int(lines.starts[max(0, min(number, lines.count - 1))]) }
        let (place, shift) = place(ofLine: number, kept)
        return Int(lines.starts[place]) + shift
    }

    /// The bytes of a line, its line end omitted.
    package func range(ofLine number: Int) -> ByteRange {
        guard let kept else { return lines.range(ofLine: number, in: bytes) }
        let (place, shift) = place(ofLine: number, kept)
        let range = lines.range(ofLine: place, in: bytes)
        return ByteRange(range.start + shift, range.end + shift)
    }

    /// Line and column of an offset; both from 1, the column in Unicode scalars.
    package func position(at offset: Int) -> Position {
        guard let kept else { return lines.position(at: offset, in: bytes) }
        let run = Self.last(of: kept) { Int($0.start) <= offset }
        let place = place(of: offset, run, kept)
        let position = lines.position(at: local(offset, place, run, kept), in: bytes)
        return Position(line: Int(kept[run].number) + place - Int(kept[run].place) + 1, column: position.column)
    }

    /// The bytes of a range of which all lines are kept; a range beyond the end is clamped.
    package subscript(range: ByteRange) -> ArraySlice<UInt8> {
        guard let kept else {
            let start = min(range.start, bytes.count)
            return bytes[start..<max(start, min(range.end, bytes.count))]
        }
        let run = Self.last(of: kept) { Int($0.start) <= range.start }
        let start = local(range.start, place(of: range.start, run, kept), run, kept)
        return bytes[start..<min(start + range.count, bytes.count)]
    }

    /// The byte at an offset of a kept line; nil after the end.
    package subscript(offset: Int) -> UInt8? { self[ByteRange(offset, offset + 1)].first }

    /// What a run's places in `bytes` are short of those in the file.
    private func shift(_ run: Run) -> Int { Int(run.start) - Int(lines.starts[Int(run.place)]) }

    /// The last of the kept lines of a run.
    private func lastPlace(_ run: Int, _ kept: [Run]) -> Int {
        (run + 1 < kept.count ? Int(kept[run + 1].place) : keptCount) - 1
    }

    /// Which of the kept lines an offset of a run is on.
    private func place(of offset: Int, _ run: Int, _ kept: [Run]) -> Int {
        let place = lines.line(containing: offset - shift(kept[run]))
        return max(Int(kept[run].place), min(place, lastPlace(run, kept)))
    }

    /// Which of the kept lines a line is, or the nearest before it, and what its places are short of those in the file.
    private func place(ofLine number: Int, _ kept: [Run]) -> (place: Int, shift: Int) {
        let run = Self.last(of: kept) { Int($0.number) <= number }
        let place = Int(kept[run].place) + max(0, number - Int(kept[run].number))
        return (min(place, lastPlace(run, kept)), shift(kept[run]))
    }

    /// The place in `bytes` of an offset on a kept line; not after that line.
    private func local(_ offset: Int, _ place: Int, _ run: Int, _ kept: [Run]) -> Int {
        let end = place + 1 < lines.count ? Int(lines.starts[place + 1]) - 1 : bytes.count
        let start = Int(lines.starts[place])
        return min(max(start, offset - shift(kept[run])), end)
    }

    /// Index of the last run of which something holds; the first one where it holds of none.
    private static func last(of runs: [Run], where isBefore: (Run) -> Bool) -> Int {
        var low = 0
        var high = runs.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if isBefore(runs[middle]) { low = middle } else { high = middle }
        }
        return low
    }
}

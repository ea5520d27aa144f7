/// A place as people count: line and column from 1, the column in Unicode scalars.
package struct Position: Hashable, Sendable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// Where each line of a text starts. Lines end at LF; a CR before it belongs to the line end.
package struct LineTable: Sendable {
    /// Offset of each line's first byte; never empty, ascending, the first is 0.
    package let starts: [Int32]
    /// Offset after the last byte of the text.
    package let end: Int
    /// Columns inside long lines, ascending by offset, so that a place far into one costs no more than any other.
    private let checkpoints: [Checkpoint]

    /// A byte of a long line and the scalars of the line before it.
    private struct Checkpoint {
        var offset: Int32
        var scalars: Int32
    }

    /// Bytes between two checkpoints; shorter lines have none.
    private static let stride = 1024
    /// Bytes of a line in rule files, about: a guess at how many there are saves most of the growing.
    private static let usualLine = 48

    package init(_ bytes: [UInt8]) {
        starts = Self.starts(bytes)
        end = bytes.count
        checkpoints = Self.checkpoints(starts, bytes)
    }

    private static func starts(_ bytes: [UInt8]) -> [Int32] {
        var starts: [Int32] = [0]
        starts.reserveCapacity(bytes.count / usualLine + 2)
        let span = bytes.span
        for index in span.indices where span[index] == UInt8(ascii: "\n") {
            starts.append(Int32(clamping: index + 1))
        }
        return starts
    }

    private static func checkpoints(_ starts: [Int32], _ bytes: [UInt8]) -> [Checkpoint] {
        var checkpoints: [Checkpoint] = []
        for (line, start) in starts.enumerated() {
            let end = line + 1 < starts.count ? Int(starts[line + 1]) : bytes.count
            guard end - Int(start) > stride else { continue }
            var scalars: Int32 = 0
            for index in Int(start)..<end {
                if index > start, (index - Int(start)).isMultiple(of: stride) {
                    checkpoints.append(Checkpoint(offset: Int32(clamping: index), scalars: scalars))
                }
                if bytes[index] & 0xC0 != 0x80 { scalars += 1 }
            }
        }
        return checkpoints
    }

    /// The last checkpoint at or before an offset of the line that starts at `start`.
    private func checkpoint(before offset: Int, from start: Int) -> Checkpoint? {
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if Int(checkpoints[middle].offset) <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0, Int(checkpoints[low - 1].offset) > start else { return nil }
        return checkpoints[low - 1]
    }

    /// Number of lines; text after the last line feed counts, also when it is empty.
    package var count: Int { starts.count }

    /// Number of the line that holds `offset`, from 0; an offset after the end is on the last line. O(log lines).
    package func line(containing offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(starts[middle]) <= offset { low = middle } else { high = middle }
        }
        return low
    }

    /// Numbers of the lines from a range's first byte to the one after its last.
    package func lines(of range: ByteRange) -> ClosedRange<Int> {
        let first = line(containing: range.start)
        return first...max(first, line(containing: range.end))
    }

    /// Offset of a line's first byte; of a line after the last one, the end.
    package func start(ofLine number: Int) -> Int { number < starts.count ? Int(starts[number]) : end }

    /// The bytes of a line (number from 0), its line end omitted.
    package func range(ofLine line: Int, in bytes: [UInt8]) -> ByteRange {
        guard line >= 0, line < starts.count else { return ByteRange(at: end) }
        let start = Int(starts[line])
        var stop = line + 1 < starts.count ? Int(starts[line + 1]) - 1 : end
        let isTerminated = line + 1 < starts.count
        if isTerminated, stop > start, stop <= bytes.count, bytes[stop - 1] == UInt8(ascii: "\r") { stop -= 1 }
        return ByteRange(start, stop)
    }

    /// Line and column of an offset. A leading byte order mark takes no column.
    package func position(at offset: Int, in bytes: [UInt8]) -> Position {
        let offset = max(0, min(offset, end))
        let line = line(containing: offset)
        var index = Int(starts[line])
        var column = 1
        let hasMark = line == 0 && bytes.starts(with: [0xEF, 0xBB, 0xBF])
        if let checkpoint = checkpoint(before: offset, from: index) {
            index = Int(checkpoint.offset)
            column = 1 + Int(checkpoint.scalars) - (hasMark ? 1 : 0)
        } else if hasMark {
            index = 3
        }
        while index < offset {
            // Continuation bytes are not scalars of their own.
            if bytes[index] & 0xC0 != 0x80 { column += 1 }
            index += 1
        }
        return Position(line: line + 1, column: column)
    }
}

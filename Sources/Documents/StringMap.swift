package import SourceText

/// Where the bytes of a decoded string are in the file: through escapes, line continuations, folding and indentation.
///
/// Invariant: runs ascend in both coordinates and cover the value from 0 to its length without a gap.
package struct StringMap: Sendable {
    /// A stretch of the value that was made from a stretch of the file.
    package struct Run: Sendable, Hashable {
        /// Offset of the first byte in the decoded value.
        package var value: Int32
        /// Offset of the first byte in the file.
        package var source: Int32
        /// Bytes in the file. Equal to the bytes of the value: copied byte for byte; otherwise an escape or a fold.
        package var sourceCount: Int32

        package init(value: Int, source: Int, sourceCount: Int) {
            self.value = Int32(clamping: value)
            self.source = Int32(clamping: source)
            self.sourceCount = Int32(clamping: sourceCount)
        }
    }

    /// Most strings are one run: it needs no array.
    private var first: Run?
    private var rest: [Run] = []
    /// Bytes of the decoded value.
    package private(set) var count = 0
    /// Offset in the file where the text ends (the closing quote, or the end of a plain scalar).
    package var sourceEnd: Int

    package var runs: [Run] { (first.map { [$0] } ?? []) + rest }

    /// The map of an empty string whose text would be at `offset`.
    package init(emptyAt offset: Int) { sourceEnd = offset }

    /// The map of a string copied byte for byte.
    package init(verbatim range: ByteRange) {
        sourceEnd = range.start
        append(valueCount: range.count, source: range)
    }

    /// Adds the next stretch: `valueCount` decoded bytes that came from `source`. Neighbouring copies melt into one run.
    package mutating func append(valueCount: Int, source: ByteRange) {
        defer { sourceEnd = source.end }
        guard valueCount > 0 else { return }
        let isCopy = valueCount == source.count
        if isCopy, lastIsCopy, let last = rest.last ?? first, Int(last.source) + Int(last.sourceCount) == source.start {
            if rest.isEmpty {
                first?.sourceCount += Int32(clamping: source.count)
            } else {
                rest[rest.count - 1].sourceCount += Int32(clamping: source.count)
            }
        } else {
            let run = Run(value: count, source: source.start, sourceCount: source.count)
            if first == nil { first = run } else { rest.append(run) }
        }
        lastIsCopy = isCopy
        count += valueCount
    }
    private var lastIsCopy = false

    /// The offset in the file of the byte at `offset` of the value; the end of the value gives the end of the text.
    ///
    /// An offset inside an escape gives the start of the escape.
    package func sourceOffset(of offset: Int) -> Int {
        guard offset >= 0, offset < count, let index = runIndex(of: offset), let run = run(index) else {
            return offset < 0 ? (first.map { Int($0.source) } ?? sourceEnd) : sourceEnd
        }
        return isCopy(index) ? Int(run.source) + offset - Int(run.value) : Int(run.source)
    }

    /// The range in the file that a range of the value came from.
    package func sourceRange(of range: Range<Int>) -> ByteRange {
        let start = sourceOffset(of: range.lowerBound)
        guard range.upperBound > range.lowerBound else { return ByteRange(at: start) }
        let last = range.upperBound - 1
        guard last < count, let index = runIndex(of: last), let run = run(index) else {
            return ByteRange(start, sourceEnd)
        }
        let end = isCopy(index) ? Int(run.source) + last - Int(run.value) + 1 : Int(run.source + run.sourceCount)
        return ByteRange(start, end)
    }

    private func valueCount(_ index: Int) -> Int {
        (index < rest.count ? Int(rest[index].value) : count) - Int(run(index)?.value ?? 0)
    }

    private func isCopy(_ index: Int) -> Bool { valueCount(index) == Int(run(index)?.sourceCount ?? 0) }

    private func run(_ index: Int) -> Run? { index == 0 ? first : rest[index - 1] }

    private func runIndex(of offset: Int) -> Int? {
        guard first != nil else { return nil }
        var low = 0
        var high = rest.count + 1
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(rest[middle - 1].value) <= offset { low = middle } else { high = middle }
        }
        return low
    }
}

/// A half-open range of byte offsets in one source file: the only form in which Tenet keeps places.
///
/// Lines and columns are derived at the edge (`LineTable`). Offsets fit 32 bits: rule files are at most 4 MiB.
@frozen
package struct ByteRange: Hashable, Sendable, Comparable, CustomStringConvertible {
    @usableFromInline var lower: Int32
    @usableFromInline var upper: Int32

    /// The range from `start` up to, not including, `end`. An `end` before `start` gives an empty range at `start`.
    @inlinable
    package init(_ start: Int, _ end: Int) {
        lower = Int32(clamping: start)
        upper = Int32(clamping: end < start ? start : end)
    }

    /// The empty range at `offset`.
    @inlinable
    package init(at offset: Int) { self.init(offset, offset) }

    /// Offset of the first byte.
    @inlinable package var start: Int { Int(lower) }
    /// Offset after the last byte.
    @inlinable package var end: Int { Int(upper) }
    /// Number of bytes.
    @inlinable package var count: Int { Int(upper) - Int(lower) }
    /// Whether no byte is in the range.
    @inlinable package var isEmpty: Bool { lower == upper }

    /// The least range that holds both.
    @inlinable
    package func union(_ other: ByteRange) -> ByteRange {
        ByteRange(min(start, other.start), max(end, other.end))
    }

    /// Whether `offset` is inside, the end excluded.
    @inlinable
    package func contains(_ offset: Int) -> Bool { offset >= start && offset < end }

    /// Whether `other` is inside; ranges contain themselves.
    @inlinable
    package func contains(_ other: ByteRange) -> Bool { other.start >= start && other.end <= end }

    /// Whether the two share at least one byte.
    @inlinable
    package func overlaps(_ other: ByteRange) -> Bool { start < other.end && other.start < end }

    /// The range moved by `distance` bytes.
    @inlinable
    package func shifted(by distance: Int) -> ByteRange { ByteRange(start + distance, end + distance) }

    /// By start, then by end.
    @inlinable
    package static func < (a: ByteRange, b: ByteRange) -> Bool { (a.lower, a.upper) < (b.lower, b.upper) }

    package var description: String { "\(start)..<\(end)" }
}

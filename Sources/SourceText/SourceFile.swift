/// Names a source file within one run; the driver hands them out in the order of the paths.
@frozen
package struct SourceID: Hashable, Sendable, Comparable {
    package let index: Int32

    @inlinable
    package init(_ index: Int) { self.index = Int32(clamping: index) }

    /// A text that is not placed in a file yet, such as that of a query: offsets count from its first byte.
    package static let unplaced = SourceID(-1)

    @inlinable
    package static func < (a: SourceID, b: SourceID) -> Bool { a.index < b.index }
}

/// A range in a named source file.
package struct Location: Hashable, Sendable {
    package var source: SourceID
    package var range: ByteRange

    package init(_ source: SourceID, _ range: ByteRange) {
        self.source = source
        self.range = range
    }
}

/// The bytes of one input with its name and its lines. Values only: reading files is the Workspace's part.
package struct SourceFile: Sendable {
    package let id: SourceID
    /// As the user named it; shown in findings and never opened from here.
    package let path: String
    /// The whole content, a byte order mark included.
    package let bytes: [UInt8]
    package let lines: LineTable

    package init(id: SourceID, path: String, bytes: [UInt8]) {
        self.id = id
        self.path = path
        self.bytes = bytes
        lines = LineTable(bytes)
    }

    /// A file made of text; for tests and generated input.
    package init(id: SourceID = SourceID(0), path: String, text: String) {
        self.init(id: id, path: path, bytes: Array(text.utf8))
    }

    /// The text of a range, repaired where it cuts a scalar; a range beyond the end is clamped.
    package func text(_ range: ByteRange) -> String {
        let start = min(range.start, bytes.count)
        return String(decoding: bytes[start..<max(start, min(range.end, bytes.count))], as: UTF8.self)
    }

    /// Line and column of an offset; both from 1, the column in Unicode scalars.
    package func position(at offset: Int) -> Position { lines.position(at: offset, in: bytes) }
}

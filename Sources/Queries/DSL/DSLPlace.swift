package import Documents
package import SourceText

/// Where the text of a string is in the file, byte by byte.
package struct DSLPlace: Sendable {
    /// nil: the text is no string of the file, such as a number, and is there as a whole.
    package var map: StringMap?
    package var range: ByteRange

    package init(_ node: Node) {
        map = node.scalar?.map
        range = node.range
    }

    /// The bytes of the file that a range of the text came from.
    package func range(of inner: ByteRange) -> ByteRange {
        map.map { $0.sourceRange(of: inner.start..<inner.end) } ?? range
    }
}

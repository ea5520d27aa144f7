package import Documents
package import SourceText

/// A text of a rule that checks look into: with the map from its bytes to the file.
package struct RuleText: Sendable {
    package var scalar: StringScalar
    package var range: ByteRange
    package var keyRange: ByteRange

    package init(scalar: StringScalar, range: ByteRange, keyRange: ByteRange) {
        self.scalar = scalar
        self.range = range
        self.keyRange = keyRange
    }

    package var text: String { scalar.text }

    /// The bytes of the file that a range of the text's bytes came from.
    package func sourceRange(_ range: ByteRange) -> ByteRange { scalar.map.sourceRange(of: range.start..<range.end) }
}

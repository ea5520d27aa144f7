package import SourceText

/// A value of a rule with its place.
package struct Spanned<Value: Sendable>: Sendable {
    package var value: Value
    /// The bytes of the value.
    package var range: ByteRange
    /// The bytes of its key; of an item of a list, the item's own.
    package var keyRange: ByteRange

    package init(_ value: Value, range: ByteRange, keyRange: ByteRange) {
        self.value = value
        self.range = range
        self.keyRange = keyRange
    }
}

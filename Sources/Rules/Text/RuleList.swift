package import SourceText

/// A list of a rule with the place of each item.
package struct RuleList: Sendable {
    package var items: [Spanned<String>]
    package var range: ByteRange
    package var keyRange: ByteRange
    /// Whether the file writes a list (false: a single string represents a list of one).
    package var isWrittenAsList: Bool

    package init(items: [Spanned<String>], range: ByteRange, keyRange: ByteRange, isWrittenAsList: Bool = true) {
        self.items = items
        self.range = range
        self.keyRange = keyRange
        self.isWrittenAsList = isWrittenAsList
    }

    package var values: [String] { items.map(\.value) }
}

package import SourceText

/// `threshold`: how many events of a group make an alert.
package struct RuleThreshold: Sendable {
    /// What events are grouped by; an empty list counts all of them together.
    package var fields: RuleList?
    package var value: Spanned<Int64>?
    package var cardinality: [RuleCardinality] = []
    package var range: ByteRange
    package var keyRange: ByteRange
}

/// An entry of `threshold.cardinality`: how many different values a field must have in a group.
package struct RuleCardinality: Sendable {
    package var field: RuleText?
    package var value: Spanned<Int64>?
    package var range: ByteRange
}

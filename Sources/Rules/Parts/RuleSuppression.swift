package import SourceText

/// `alert_suppression`: alerts that are folded into one.
package struct RuleSuppression: Sendable {
    package var groupBy: RuleList?
    package var duration: RuleDuration?
    package var missingFieldsStrategy: RuleText?
    package var range: ByteRange
    package var keyRange: ByteRange
}

/// A number and a unit: `s`, `m` or `h`.
package struct RuleDuration: Sendable {
    package var value: Spanned<Int64>?
    package var unit: RuleText?
    package var range: ByteRange
    package var keyRange: ByteRange
}

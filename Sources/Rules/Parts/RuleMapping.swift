package import SourceText

/// An entry of `severity_mapping` or `risk_score_mapping`: takes severity or score from the event.
package struct RuleMapping: Sendable {
    package var field: RuleText?
    package var comparison: RuleText?
    package var value: RuleText?
    package var severity: RuleText?
    package var riskScore: Spanned<Int64>?
    package var range: ByteRange
}

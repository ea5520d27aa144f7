package import SourceText

/// An entry of `related_integrations`.
package struct RuleIntegration: Sendable {
    package var packageName: RuleText?
    /// A range of versions, such as `^2.1.0`.
    package var version: RuleText?
    package var integration: RuleText?
    package var range: ByteRange
}

/// An entry of `required_fields`.
package struct RuleRequiredField: Sendable {
    package var name: RuleText?
    package var type: RuleText?
    package var isECS: Spanned<Bool>?
    package var range: ByteRange
}

package import SourceText

/// An entry of `exceptions_list`: a list of exceptions that the rule respects.
package struct RuleException: Sendable {
    package var id: RuleText?
    package var listID: RuleText?
    package var type: RuleText?
    package var namespaceType: RuleText?
    package var range: ByteRange
}

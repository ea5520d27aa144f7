package import Documents
package import SourceText

/// An entry of `actions`: what a connector does with alerts.
package struct RuleAction: Sendable {
    package var typeID: RuleText?
    /// The connector's id.
    package var id: RuleText?
    package var group: RuleText?
    package var uuid: RuleText?
    /// Free: depends on the connector.
    package var params: Entry?
    package var alertsFilter: Entry?
    package var frequency: RuleActionFrequency?
    package var range: ByteRange
}

/// `frequency` of an action.
package struct RuleActionFrequency: Sendable {
    package var summary: Spanned<Bool>?
    package var notifyWhen: RuleText?
    /// nil also where it is null, which is a value of its own here.
    package var throttle: RuleText?
    package var range: ByteRange
    package var keyRange: ByteRange
}

/// An entry of `response_actions`: what is done on the host at once.
package struct RuleResponseAction: Sendable {
    package var typeID: RuleText?
    package var params: Entry?
    package var range: ByteRange
}

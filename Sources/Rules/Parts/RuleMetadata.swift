/// The `[metadata]` table.
package struct RuleMetadata: Sendable {
    package var creationDate: RuleText?
    package var updatedDate: RuleText?
    package var deprecationDate: RuleText?
    package var maturity: RuleText?
    package var minStackVersion: RuleText?
    package var minStackComments: RuleText?
    package var integration: RuleList?

    package init() {}
}

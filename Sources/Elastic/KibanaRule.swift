package import Rules
package import Schemas
package import SourceText

/// The JSON that Kibana's API takes for a rule (reference: elastic-build).
package enum KibanaRule {
    /// The API object of a rule for a stack. Nothing is defaulted: a member that the file lacks is absent.
    package static func json(_ rule: Rule, query: RuleQuery?, stack: StackVersion) -> JSONValue { .null }
}

/// A way of writing rules that has readers of its own.
package enum RuleDialect: String, Sendable, CaseIterable {
    /// A rule file with the tables `metadata` and `rule`, which a repository builds rules from.
    case ruleFile = "rule-file"
    /// The JSON of Kibana's API, exports and prebuilt assets.
    case kibana
}

extension Set where Element == RuleDialect {
    /// Every dialect.
    package static let all = Set(RuleDialect.allCases)
}

extension RuleForm {
    package var dialect: RuleDialect { isKibana ? .kibana : .ruleFile }
}

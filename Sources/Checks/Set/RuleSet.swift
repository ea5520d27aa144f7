package import Diagnostics

/// The checks that compare the rules of a whole run.
package enum RuleSet {
    /// What is wrong between rules, in the order of the rules; `profile` says which checks run and how grave they are.
    package static func findings(_ rules: [RuleIdentity], profile: Profile = .recommended) -> [Diagnostic] {
        var result = DuplicateRuleID.compare(rules) + DuplicateRuleName.compare(rules)
        for index in result.indices {
            guard let check = CheckRegistry.all.first(where: { $0.info.id == result[index].id }) else { continue }
            result[index].severity = check.info.severity(result[index].severity, in: profile)
        }
        return result.sorted(by: Diagnostic.precedes)
    }
}

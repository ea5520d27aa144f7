package import Diagnostics

/// The checks that compare the rules of a whole run.
package enum RuleSet {
    /// What is wrong between rules, in the order of `Diagnostic.precedes`, as grave as it is in the profile.
    package static func findings(_ rules: [RuleIdentity], profile: Profile = .recommended) -> [Diagnostic] {
        (DuplicateRuleID.compare(rules, profile) + DuplicateRuleName.compare(rules, profile))
            .sorted(by: Diagnostic.precedes)
    }
}

package import Diagnostics

/// The checks that compare the rules of a whole run.
package enum RuleSet {
    /// What is wrong between rules, in the order of `Diagnostic.precedes`, as grave as it is in the profile.
    package static func findings(
        _ rules: [RuleIdentity], _ context: CheckContext = CheckContext()
    ) -> [Diagnostic] {
        var result: [Diagnostic] = []
        for check in context.checks ?? CheckRegistry.all {
            guard let check = check as? any SetCheck.Type else { continue }
            let info = check.info
            if context.checks == nil, info.profile > context.profile { continue }
            for var finding in check.compare(rules, context) {
                finding.severity = info.severity(finding.severity, in: context.profile)
                result.append(finding)
            }
        }
        return result.sorted(by: Diagnostic.precedes)
    }
}

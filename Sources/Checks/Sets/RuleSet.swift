package import Diagnostics

/// The checks that compare the rules of a whole run.
package enum RuleSet {
    /// What is wrong between rules, in the order of `Diagnostic.precedes`, as severe as it is in the plan of the run.
    package static func findings(
        _ rules: [RuleIdentity], _ context: CheckContext = CheckContext()
    ) -> [Diagnostic] {
        let plan = CheckPlan.plan(context)
        return findings(rules, context, plan.setChecks) { plan.weighed($0) }
    }

    /// The same where files have plans of their own: `weighed` gives each finding its severity, or nil to leave it out.
    package static func findings(
        _ rules: [RuleIdentity], _ context: CheckContext, _ checks: [any SetCheck.Type],
        weighed: (Diagnostic) -> Diagnostic?
    ) -> [Diagnostic] {
        var findings: [Diagnostic] = []
        for check in checks {
            for finding in check.compare(rules, context) {
                if let finding = weighed(finding) { findings.append(finding) }
            }
        }
        findings.sort(by: Diagnostic.precedes)
        return findings
    }
}

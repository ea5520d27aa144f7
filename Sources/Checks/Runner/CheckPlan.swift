package import Diagnostics

/// The checks of a run with what the runner asks of each, so that facts are not copied for every rule.
package struct CheckPlan: Sendable {
    struct Step: Sendable {
        var check: any Check.Type
        var id: String
        /// Whether it looks at deprecated rules, too.
        var isForDeprecated: Bool
        var needsWholeFile: Bool
        var isForRuleFiles: Bool
        /// In Kibana's own JSON only what Kibana refuses is an error; `strict` makes errors of warnings anyway.
        var isMilderForKibana: Bool
        /// Severities that become another one in this plan.
        var severities: [Severity: Severity]
    }

    /// Checks of single rules and of sets, sorted by id.
    private(set) var steps: [Step]
    private let indices: [String: Int]

    /// How grave a finding of a step is, with the profile and the kind of input it is about.
    static func severity(_ severity: Severity, _ step: Step, isKibana: Bool) -> Severity {
        let own = step.severities[severity] ?? severity
        return isKibana && step.isMilderForKibana && own == .error ? .warning : own
    }

    private static let ofProfile = Dictionary(
        uniqueKeysWithValues: Profile.allCases.map { profile in
            (profile, CheckPlan(CheckRegistry.all.filter { $0.info.profile <= profile }, profile))
        })

    /// The checks of a run: its own plan, or all of its profile.
    static func plan(_ context: CheckContext) -> CheckPlan {
        context.plan ?? ofProfile[context.profile] ?? CheckPlan(CheckRegistry.all, context.profile)
    }

    /// These checks, weighed as in the profile; `severities` gives all findings of a check another one.
    package init(_ checks: [any Check.Type], _ profile: Profile, severities other: [String: Severity] = [:]) {
        steps = checks.map { check in
            let info = check.info
            var severities: [Severity: Severity] = [:]
            for severity in Severity.allCases {
                let wanted = other[info.id] ?? info.severity(severity, in: profile)
                if wanted != severity { severities[severity] = wanted }
            }
            return Step(
                check: check, id: info.id, isForDeprecated: info.isForDeprecated, needsWholeFile: info.needsWholeFile,
                isForRuleFiles: info.isForRuleFiles,
                isMilderForKibana: !info.isKibanasRefusal && profile != .strict && other[info.id] == nil,
                severities: severities)
        }
        indices = Dictionary(steps.enumerated().map { ($1.id, $0) }) { first, _ in first }
    }

    /// The finding as grave as it is in this plan; nil where its check is not part of it.
    package func weighed(_ finding: Diagnostic) -> Diagnostic? {
        guard let step = indices[finding.id].map({ steps[$0] }) else { return nil }
        guard let severity = step.severities[finding.severity] else { return finding }
        var finding = finding
        finding.severity = severity
        return finding
    }

    /// The checks that compare rules.
    package var setChecks: [any SetCheck.Type] { steps.compactMap { $0.check as? any SetCheck.Type } }

    /// Whether a check of that id is part of it.
    package func contains(_ id: String) -> Bool { indices[id] != nil }
}

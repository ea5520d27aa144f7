import Diagnostics

/// The checks of a run with what the runner asks of each, so that facts are not copied for every rule.
struct CheckPlan: Sendable {
    struct Step: Sendable {
        var check: any Check.Type
        /// Whether it looks at deprecated rules, too.
        var isForDeprecated: Bool
        var needsWholeFile: Bool
        /// Severities that become another one in the profile.
        var severities: [Severity: Severity]
    }

    var steps: [Step]

    private static let ofProfile = Dictionary(
        uniqueKeysWithValues: Profile.allCases.map { profile in
            (profile, CheckPlan(CheckRegistry.all.filter { $0.info.profile <= profile }, profile))
        })

    static func plan(_ context: CheckContext) -> CheckPlan {
        if let checks = context.checks { return CheckPlan(checks, context.profile) }
        return ofProfile[context.profile] ?? CheckPlan(CheckRegistry.all, context.profile)
    }

    private init(_ checks: [any Check.Type], _ profile: Profile) {
        steps = checks.map { check in
            let info = check.info
            var severities: [Severity: Severity] = [:]
            for severity in Severity.allCases {
                let other = info.severity(severity, in: profile)
                if other != severity { severities[severity] = other }
            }
            return Step(
                check: check, isForDeprecated: info.isForDeprecated, needsWholeFile: info.needsWholeFile,
                severities: severities)
        }
    }
}

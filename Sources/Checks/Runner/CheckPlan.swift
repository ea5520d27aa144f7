package import Diagnostics
import Rules

/// The checks of a run with what the runner asks of each, so that facts are not copied for every rule.
package struct CheckPlan: Sendable {
    struct Step: Sendable {
        var id: String
        /// Whether it looks at deprecated rules, too.
        var isForDeprecated: Bool
        var needsWholeFile: Bool
        var appliesTo: Set<RuleDialect>
        /// Where its errors are warnings; `strict` makes errors of warnings anyway.
        var mildIn: Set<RuleDialect>
        /// Whether findings of other query checks inside its places follow from its own.
        var explainsOthers: Bool
        /// Severities that become another one in this plan.
        var severities: [Severity: Severity]
    }

    /// A check with its step.
    struct Planned<Kind: Sendable>: Sendable {
        var check: Kind
        var step: Step
    }

    /// Checks of single rules, sorted by id.
    let ruleChecks: [Planned<any RuleCheck.Type>]
    /// Checks of whole files of Kibana's JSON, sorted by id.
    let inputChecks: [Planned<any InputCheck.Type>]
    /// The checks that compare rules, sorted by id.
    package let setChecks: [any SetCheck.Type]
    private let steps: [String: Step]

    /// How severe a finding of a step is, with the profile and the dialect of the rule that it is about.
    static func severity(_ severity: Severity, _ step: Step, in dialect: RuleDialect) -> Severity {
        let own = step.severities[severity] ?? severity
        return own == .error && step.mildIn.contains(dialect) ? .warning : own
    }

    private static let ofProfile = Dictionary(
        uniqueKeysWithValues: Profile.allCases.map { profile in
            (profile, CheckPlan(CheckRegistry.all.filter { $0.info.profile <= profile }, profile))
        })

    /// The checks of a run: its own plan, or all of its profile.
    package static func plan(_ context: CheckContext) -> CheckPlan {
        context.plan ?? ofProfile[context.profile] ?? CheckPlan(CheckRegistry.all, context.profile)
    }

    /// These checks, weighed as in the profile; `severities` gives all findings of a check another one.
    package init(_ checks: [any Check.Type], _ profile: Profile, severities other: [String: Severity] = [:]) {
        let steps = checks.map { check in
            let info = check.info
            var severities: [Severity: Severity] = [:]
            for severity in Severity.allCases {
                let wanted = other[info.id] ?? info.severity(severity, in: profile)
                if wanted != severity { severities[severity] = wanted }
            }
            let isMild = profile != .strict && other[info.id] == nil
            return Step(
                id: info.id, isForDeprecated: info.isForDeprecated, needsWholeFile: info.needsWholeFile,
                appliesTo: info.appliesTo, mildIn: isMild ? Set.all.subtracting(info.refusedIn) : [],
                explainsOthers: info.explainsOthers,
                severities: severities)
        }
        let byID = Dictionary(steps.map { ($0.id, $0) }) { first, _ in first }
        self.steps = byID
        ruleChecks = CheckRegistry.ofRules.compactMap { check in
            byID[check.info.id].map { Planned(check: check, step: $0) }
        }
        inputChecks = CheckRegistry.ofInputs.compactMap { check in
            byID[check.info.id].map { Planned(check: check, step: $0) }
        }
        setChecks = CheckRegistry.ofSets.filter { byID[$0.info.id] != nil }
    }

    /// The finding as severe as it is in this plan; nil where its check is not part of it.
    package func weighed(_ finding: Diagnostic) -> Diagnostic? {
        guard let step = steps[finding.id] else { return nil }
        guard let severity = step.severities[finding.severity] else { return finding }
        var finding = finding
        finding.severity = severity
        return finding
    }

    /// Whether a check of that id is part of it.
    package func contains(_ id: String) -> Bool { steps[id] != nil }
}

package import Diagnostics
import Rules

/// The checks of a run with what the runner asks of each, so that facts are not copied for every rule.
package struct CheckPlan: Sendable {
    /// Shared, as each rule goes through all of them.
    final class Step: Sendable {
        let id: String
        /// Whether it looks at deprecated rules, too.
        let isForDeprecated: Bool
        let needsWholeFile: Bool
        let appliesTo: Set<RuleDialect>
        /// Where its errors are warnings; `strict` makes errors of warnings anyway.
        let mildIn: Set<RuleDialect>
        /// Whether findings of other query checks inside its places follow from its own.
        let explainsOthers: Bool
        /// Severities that become another one in this plan.
        let severities: [Severity: Severity]

        init(_ info: CheckInfo, mildIn: Set<RuleDialect>, severities: [Severity: Severity]) {
            id = info.id
            isForDeprecated = info.isForDeprecated
            needsWholeFile = info.needsWholeFile
            appliesTo = info.appliesTo
            self.mildIn = mildIn
            explainsOthers = info.explainsOthers
            self.severities = severities
        }
    }

    /// A check with its step.
    struct Planned<Kind: Sendable>: Sendable {
        var check: Kind
        var step: Step
    }

    /// Checks of single rules that apply to rules of each dialect, sorted by id.
    private let ruleChecks: [RuleDialect: [Planned<any RuleCheck.Type>]]
    /// Checks of whole files of Kibana's JSON, sorted by id.
    let inputChecks: [Planned<any InputCheck.Type>]
    /// The checks that compare rules, sorted by id.
    package let setChecks: [any SetCheck.Type]
    private let steps: [String: Step]

    /// The checks of single rules that apply to rules of a dialect, sorted by id.
    func ruleChecks(of dialect: RuleDialect) -> [Planned<any RuleCheck.Type>] { ruleChecks[dialect] ?? [] }

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
                info, mildIn: isMild ? Set.all.subtracting(info.refusedIn) : [], severities: severities)
        }
        let byID = Dictionary(steps.map { ($0.id, $0) }) { first, _ in first }
        self.steps = byID
        let ofRules = CheckRegistry.ofRules.compactMap { check in
            byID[check.info.id].map { Planned<any RuleCheck.Type>(check: check, step: $0) }
        }
        ruleChecks = Dictionary(
            uniqueKeysWithValues: RuleDialect.allCases.map { dialect in
                (dialect, ofRules.filter { $0.step.appliesTo.contains(dialect) })
            })
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

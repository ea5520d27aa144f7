package import Diagnostics
import Rules

/// The checks of a run with what the runner asks of each, so that facts are not copied for every rule.
package struct CheckPlan: Sendable {
    struct Step: Sendable {
        var id: String
        /// Where its errors are warnings; `strict` makes errors of warnings anyway.
        var mildIn: Set<RuleDialect>
        /// Whether findings of other query checks inside its places follow from its own.
        var explainsOthers: Bool
        /// Severities that become another one in this plan.
        var severities: [Severity: Severity]
    }

    /// A check with what decides whether it runs: nothing that is counted, as each rule goes through all of them.
    struct Planned<Kind: Sendable>: Sendable {
        var check: Kind
        /// Whether it looks at deprecated rules, too.
        var isForDeprecated: Bool
        var needsWholeFile: Bool
        /// Its place in `steps`.
        fileprivate var place: Int

        init(_ check: Kind, _ info: CheckInfo, _ place: Int) {
            self.check = check
            isForDeprecated = info.isForDeprecated
            needsWholeFile = info.needsWholeFile
            self.place = place
        }
    }

    /// Checks of single rules that apply to rules of each dialect, sorted by id.
    private let ruleChecks: [RuleDialect: [Planned<any RuleCheck.Type>]]
    /// Checks of whole files of Kibana's JSON, sorted by id.
    let inputChecks: [Planned<any InputCheck.Type>]
    /// The checks that compare rules, sorted by id.
    package let setChecks: [any SetCheck.Type]
    private let steps: [Step]
    private let places: [String: Int]

    /// How findings of a check are weighed.
    func step<Kind>(of planned: Planned<Kind>) -> Step { steps[planned.place] }

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
        steps = checks.map { check in
            let info = check.info
            var severities: [Severity: Severity] = [:]
            for severity in Severity.allCases {
                let wanted = other[info.id] ?? info.severity(severity, in: profile)
                if wanted != severity { severities[severity] = wanted }
            }
            let isMild = profile != .strict && other[info.id] == nil
            return Step(
                id: info.id, mildIn: isMild ? Set.all.subtracting(info.refusedIn) : [],
                explainsOthers: info.explainsOthers, severities: severities)
        }
        let places = Dictionary(zip(checks.map { $0.info.id }, checks.indices)) { first, _ in first }
        self.places = places
        let ofRules = CheckRegistry.ofRules.compactMap { check in
            places[check.info.id].map { (check.info.appliesTo, Planned<any RuleCheck.Type>(check, check.info, $0)) }
        }
        ruleChecks = Dictionary(
            uniqueKeysWithValues: RuleDialect.allCases.map { dialect in
                (dialect, ofRules.filter { $0.0.contains(dialect) }.map(\.1))
            })
        inputChecks = CheckRegistry.ofInputs.compactMap { check in
            places[check.info.id].map { Planned<any InputCheck.Type>(check, check.info, $0) }
        }
        setChecks = CheckRegistry.ofSets.filter { places[$0.info.id] != nil }
    }

    /// The finding as severe as it is in this plan; nil where its check is not part of it.
    package func weighed(_ finding: Diagnostic) -> Diagnostic? {
        guard let place = places[finding.id] else { return nil }
        guard let severity = steps[place].severities[finding.severity] else { return finding }
        var finding = finding
        finding.severity = severity
        return finding
    }

    /// Whether a check of that id is part of it.
    package func contains(_ id: String) -> Bool { places[id] != nil }
}

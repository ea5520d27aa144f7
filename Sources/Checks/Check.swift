package import Diagnostics
package import Rules

/// One lint test: static facts and a static function; which one says what it looks at (`RuleCheck`, `SetCheck`,
/// `InputCheck`). One file each; the order in the file is facts, function, support, messages.
package protocol Check: Sendable {
    static var info: CheckInfo { get }
}

/// A check that looks at one rule.
package protocol RuleCheck: Check {
    /// An inert check returns at once.
    static func run(_ view: RuleView, _ findings: inout Findings)
}

/// A check that compares the rules of a run; alone, a rule shows it nothing.
package protocol SetCheck: Check {
    /// Findings as severe as `info` says, in any order; the severity of the profile is set afterwards.
    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic]
}

/// A check that looks at a whole file of Kibana's JSON: its exceptions, its connectors, its counts.
///
/// One that looks at each rule as well conforms in an extension.
package protocol InputCheck: Check {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings)
}

/// The facts of a check: what `explain`, `checks` and the documentation show.
package struct CheckInfo: Sendable {
    /// Kebab-case words that name the fault.
    package var id: String
    package var category: Category
    package var severity: Severity
    /// What repairs it offers, and how far they can be trusted.
    package var fix: FixAvailability
    /// It concludes from what a file does not say, so it waits until the file's syntax is right.
    package var needsWholeFile: Bool
    /// The release that brought it.
    package var since: String
    /// One line: what it finds.
    package var summary: String
    /// Why it matters: a paragraph or two.
    package var rationale: String
    /// Made when they are read: pages and tests show them, a run does not.
    package var examples: [Example] { makeExamples() }
    private let makeExamples: @Sendable () -> [Example]
    /// The least profile that has it.
    package var profile: Profile
    /// Its severity in profiles where it is another one.
    package var severities: [Profile: Severity]
    /// Whether it looks at deprecated rules, too: they are kept for the record only.
    package var isForDeprecated: Bool
    /// The dialects that it looks at: what is about a rule's file, its name or its `[metadata]` means nothing in Kibana's
    /// JSON.
    package var appliesTo: Set<RuleDialect>
    /// The dialects in which its errors keep a rule from being used: there they are errors. In the others the rule works,
    /// and they are warnings.
    package var refusedIn: Set<RuleDialect>
    /// Whether what other checks of queries find inside its places follows from its own finding.
    package var explainsOthers: Bool

    @inline(never)
    package init(
        id: String, category: Category, severity: Severity, fix: FixAvailability = .none,
        needsWholeFile: Bool = false, since: String = "0.1", summary: String, rationale: String,
        examples: @escaping @autoclosure @Sendable () -> [Example], profile: Profile = .recommended,
        severities: [Profile: Severity] = [:],
        isForDeprecated: Bool? = nil, appliesTo: Set<RuleDialect> = .all, refusedIn: Set<RuleDialect>? = nil,
        explainsOthers: Bool = false
    ) {
        self.id = id
        self.category = category
        self.severity = severity
        self.fix = fix
        self.needsWholeFile = needsWholeFile
        self.since = since
        self.summary = summary
        self.rationale = rationale
        makeExamples = examples
        self.profile = profile
        self.severities = severities
        self.isForDeprecated = isForDeprecated ?? (category == .syntax)
        self.appliesTo = appliesTo
        self.refusedIn = refusedIn ?? (category == .syntax ? .all : [.ruleFile])
        self.explainsOthers = explainsOthers
    }

    /// What becomes of a severity in a profile: the profile's own for this check, and in `strict` no warning is left.
    package func severity(_ severity: Severity, in profile: Profile) -> Severity {
        let own = severity == self.severity ? severities[profile] ?? severity : severity
        return profile == .strict && own == .warning ? .error : own
    }

    package enum Category: String, Sendable, CaseIterable {
        case syntax, structure, metadata, schedule, text, attack, query, schema, suppression
    }

    package enum FixAvailability: Sendable, Hashable {
        case none
        case sometimes(Applicability)
        case always(Applicability)
    }
}

/// Which checks run: each profile has those of the ones before it.
package enum Profile: String, Sendable, CaseIterable, Comparable {
    /// What Kibana refuses, and what is a fault in any repository.
    case recommended
    /// Also what the repository of Elastic's own rules asks for.
    case elastic
    /// All checks, and warnings count as errors.
    case strict

    package static func < (a: Profile, b: Profile) -> Bool { a.rank < b.rank }

    private var rank: Int {
        switch self {
        case .recommended: 0
        case .elastic: 1
        case .strict: 2
        }
    }
}

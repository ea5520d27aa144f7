import Documents
package import Rules
package import Schemas
import SourceText

/// What a run gives to every check besides the rule: the settings, and facts of the repository.
package struct CheckContext: Sendable {
    /// The ATT&CK version that mappings are checked against.
    package var attack = AttackMatrix(.v18)
    /// The stack whose fields count.
    package var stack = StackVersion.newest
    /// Fields of the repository's own, beside the built-in tables; later ones count before earlier ones.
    package var fields: [CustomFields] = []
    /// Which checks run, and how severe their findings are.
    package var profile = Profile.recommended
    /// The checks to run; nil: all of the profile, as severe as they are there.
    package var plan: CheckPlan?
    /// The versions that rules were published with; nil: checks that need it are silent.
    package var lock: VersionLock?
    /// The day that counts as today, as rule files write days (`2026/11/28`); nil: no clock, checks that need it are silent.
    package var today: String?
    /// What was done to the files since a revision; nil: nothing to compare with, checks that need it are silent.
    package var changes: ChangedFiles?

    /// What Kibana takes in one import.
    package var importLimits = ImportLimits()

    package init() {}

    package init(profile: Profile) { self.profile = profile }
}

/// The limits of Kibana's rule import, which are settings of the server.
package struct ImportLimits: Sendable {
    /// `xpack.securitySolution.maxRuleImportPayloadBytes`.
    package var bytes = 10_485_760
    /// One less than `maxRuleImportExportSize`: rules, and exceptions as many.
    package var objects = 9_999
}

extension CheckContext {
    /// Where the fields of queries are looked up.
    package var catalog: FieldCatalog { FieldCatalog(custom: fields) }

    /// What the queries of the rules are typed with.
    package var typing: QueryTyping { QueryTyping(stack: stack, catalog: catalog) }

    /// What an example of a check is linted with: the check's own profile.
    package init(_ info: CheckInfo, _ example: Example) {
        self.init(profile: info.profile)
        today = example.today
        if let rules = example.mostImportedRules { importLimits.objects = rules }
        lock = example.lock.flatMap { JSONReader.value($0) }.flatMap { VersionLock($0) }
        if let before = example.before {
            let bytes = ExampleRule(before, of: example).source.bytes
            let paths = [ExampleRule.path(of: example)] + (example.bad + example.good).compactMap(\.path)
            changes = ChangedFiles(Dictionary(paths.map { ($0, .modified(before: bytes)) }) { first, _ in first })
        }
    }
}

import Diagnostics
import Documents

/// Two rules with one name.
enum DuplicateRuleName: Check {
    static let info = CheckInfo(
        id: "duplicate-rule-name", category: .metadata, severity: .warning,
        summary: "another rule of the set has the same name",
        rationale: """
            Analysts see the name of a rule on its alerts, not its id: two rules of one name cannot be told apart there, \
            and their pages would get one address. Active and deprecated rules are two sets of their own.
            """,
        examples: [
            Example(
                bad: ExamplePair.text(
                    id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Vault Secret Read»"),
                good: ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed"),
                syntax: .yaml, isWhole: true)
        ], severities: [.elastic: .error, .strict: .error])

    /// Looks at nothing alone: `RuleSet.findings` compares the rules.
    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {}

    static func compare(_ rules: [RuleIdentity], _ profile: Profile) -> [Diagnostic] {
        RepeatedWord.find(rules, word: \.name, info: info, profile: profile) {
            "the name `\($0)` is taken by another rule"
        }
    }
}

import Diagnostics
import Documents

/// Two rules with one name.
enum DuplicateRuleName: SetCheck {
    static let info = CheckInfo(
        id: "duplicate-rule-name", category: .metadata, severity: .warning,
        summary: "another rule has the same name",
        rationale: """
            Analysts see the name of a rule on its alerts, not its id: two rules of one name cannot be distinguished there, \
            and their pages would get one address. Active and deprecated rules are two sets of their own. Copies \
            with the same rule ID are reported by duplicate-rule-id alone.
            """,
        examples: [
            Example(
                bad: ExamplePair.text(
                    id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Vault Secret Read»"),
                good: ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed"),
                syntax: .yaml, isWhole: true)
        ], severities: [.elastic: .error, .strict: .error])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        RepeatedWord.words(rules, context, \.name, info: info) {
            "the name `\($0)` is taken by another rule"
        }
    }
}

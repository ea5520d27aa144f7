import Diagnostics
import Documents

/// Two rules with one name.
enum DuplicateRuleName: SetCheck {
    static let info = CheckInfo(
        id: "duplicate-rule-name", category: .metadata, severity: .warning,
        summary: "another rule has the same name",
        rationale: """
            Alerts show the name of their rule, not its ID, so analysts cannot distinguish two rules of the same name, and \
            documentation pages of the two would have the same URL. Active and deprecated rules are compared separately. \
            Copies with the same rule ID are reported by duplicate-rule-id alone.
            """,
        examples: [
            Example(
                bad: [
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Vault Secret Read»"),
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "«Schlüssel gelesen»",
                        firstName: "Schlüssel gelesen"),
                ],
                good: [
                    ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed"),
                    // Active and deprecated rules are not compared.
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Secret Read", isDeprecated: true),
                ],
                syntax: .yaml, isWhole: true),
            Example(
                bad: [
                    ExampleExport.rule()
                        + ExampleExport.rule()
                        .replacing(ExampleExport.ruleID, with: "\"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"")
                        .replacing("\"Key Vault Changed\"", with: "«\"Key Vault Changed\"»")
                ],
                syntax: .ndjson, isWhole: true),
            // Of rules with the same ID only that is reported.
            Example(
                good: [ExamplePair.text(id: "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b", name: "Vault Secret Read")],
                syntax: .yaml, isWhole: true, besides: "duplicate-rule-id"),
        ], severities: [.elastic: .error, .strict: .error])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        RepeatedWord.words(rules, context, \.name, info: info) {
            "another rule has the name `\($0)`"
        }
    }
}

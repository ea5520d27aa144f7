import Diagnostics
import Documents
import Rules

/// Two rules with one id.
enum DuplicateRuleID: SetCheck {
    static let info = CheckInfo(
        id: "duplicate-rule-id", category: .metadata, severity: .error,
        summary: "another rule has the same rule ID",
        rationale: """
            Kibana identifies a rule by `rule_id`: importing the second one overwrites the first, or is rejected. All \
            files of the run are compared, active and deprecated rules separately.
            """,
        examples: [
            Example(
                bad: [ExamplePair.text(id: "«5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b»", name: "Vault Key Removed")],
                good: [ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed")],
                syntax: .yaml, isWhole: true),
            // That names and queries are the same, too, is not reported again.
            Example(
                bad: [
                    ExamplePair.text(
                        id: "«5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b»", name: "Vault Secret Read",
                        query: "event.dataset:azure.activitylogs")
                ],
                // Active and deprecated rules are not compared.
                good: [
                    ExamplePair.text(
                        id: "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b", name: "Vault Key Removed", isDeprecated: true)
                ],
                syntax: .yaml, isWhole: true),
            Example(
                bad: [
                    ExampleExport.rule()
                        + ExampleExport.rule().replacing(ExampleExport.ruleID, with: "«\(ExampleExport.ruleID)»")
                ],
                good: [ExampleExport.rule()], syntax: .ndjson, isWhole: true),
        ], refusedIn: .all)

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        RepeatedWord.ids(rules, context, info: info) {
            "another rule has the rule ID `\($0)`"
        }
    }
}

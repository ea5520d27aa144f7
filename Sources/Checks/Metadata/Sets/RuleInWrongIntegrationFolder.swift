import Diagnostics
import Rules
import SourceText

/// A rule of one integration outside that integration's folder.
enum RuleInWrongIntegrationFolder: SetCheck {
    static let info = CheckInfo(
        id: "rule-in-wrong-integration-folder", category: .metadata, severity: .warning,
        summary: "rule is outside the folder of its only integration",
        rationale: """
            Elastic's repository keeps the rules of an integration together in `integrations/NAME`, where its maintainers \
            look for them. Rules of several integrations, building block rules and rules of Elastic Defend are elsewhere.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = [«"azure"»]
                    """,
                good: """
                    [metadata]
                    integration = ["azure"]
                    """,
                badPath: [
                    "rules/cross-platform/key_vault_changed.toml", "rules/integrations/aws/key_vault_changed.toml",
                    "rules/integrations/key_vault_changed.toml",
                ],
                goodPath: "rules/integrations/azure/key_vault_changed.toml",
                otherPath: "rules/integrations/azure/key_vault_deleted.toml"),
            Example(
                good: [
                    "[metadata]\nintegration = [\"azure\", \"o365\"]", "[metadata]\nintegration = [\"o365\"]",
                    "building_block_type = \"default\"",
                    "[metadata]\nmaturity = \"deprecated\"\ndeprecation_date = \"2026/02/10\"",
                ],
                goodPath: "rules/cross-platform/key_vault_changed.toml",
                otherPath: "rules/integrations/azure/key_vault_deleted.toml"),
            Example(
                good: "[metadata]\nintegration = [\"endpoint\"]", on: .eql, goodPath: "rules/windows/whoami.toml",
                otherPath: "rules/integrations/endpoint/key_vault_deleted.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        let folders = Set(rules.compactMap(\.integrationFolder))
        return rules.compactMap { rule in
            guard let integration = rule.integration, !rule.isDeprecated, !rule.isKibana,
                integration.text != "endpoint",
                folders.contains(integration.text), rule.integrationFolder != integration.text
            else { return nil }
            var finding = Diagnostic(
                info.id, category: info.category.rawValue, info.severity,
                "the rule is outside the folder of `\(integration.text)`", at: Label(integration.location)
            )
            .help("move the file into `integrations/\(integration.text)`")
            finding.ruleID = rule.ruleID?.text
            return finding
        }
    }
}

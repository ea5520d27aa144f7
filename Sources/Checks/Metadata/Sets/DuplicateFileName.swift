import Diagnostics
import Rules
import SourceText

/// Two files of one name in different folders.
enum DuplicateFileName: SetCheck {
    static let info = CheckInfo(
        id: "duplicate-file-name", category: .metadata, severity: .error,
        summary: "another active rule has a file of the same name",
        rationale: """
            The loader of Elastic's repository identifies a rule file by its name, whatever its folder, and rejects two \
            files of the same name. Files of deprecated rules do not count. Copies with the same rule ID are reported by \
            duplicate-rule-id alone.
            """,
        examples: [
            Example(
                bad: """
                    «»[metadata]
                    integration = ["azure"]
                    """,
                good: """
                    [metadata]
                    integration = ["azure"]
                    """,
                badPath: [
                    "rules/azure/key_vault_changed.toml", "rules/key_vault_changed.toml",
                    "rules_building_block/key_vault_changed.toml",
                ],
                goodPath: ["rules/azure/storage_changed.toml", "rules/azure/key_vault_changed_azure.toml"],
                otherPath: "rules/cloud/key_vault_changed.toml"),
            Example(
                good: "[metadata]\nmaturity = \"deprecated\"\ndeprecation_date = \"2026/02/10\"",
                goodPath: "rules/_deprecated/key_vault_changed.toml", otherPath: "rules/cloud/key_vault_changed.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        // Several rules of one file have one name.
        var files: Set<SourceID> = []
        let first = rules.filter { rule in
            !rule.isDeprecated && rule.fileName.map { files.insert($0.location.source).inserted } ?? false
        }
        return RepeatedWord.words(first, context, \.fileName, info: info) {
            "another folder also has a file named `\($0.prefix(80))`"
        }
    }
}

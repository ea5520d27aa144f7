import Diagnostics
import Rules

/// A building block among other rules.
enum BBRWrongFolder: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-wrong-folder", category: .metadata, severity: .error,
        summary: "building block rule is outside `rules_building_block`",
        rationale: """
            Elastic's repository keeps building block rules in a folder of their own: they are reviewed and published \
            separately from rules whose alerts analysts see.
            """,
        examples: [
            Example(
                bad: "«building_block_type» = \"default\"", good: "building_block_type = \"default\"",
                badPath: [
                    "rules/cross-platform/example.toml", "rules/example.toml", "rules/integrations/azure/example.toml",
                ], goodPath: ["rules_building_block/example.toml", "example.toml"]),
            Example(good: "severity = \"medium\"", goodPath: "rules/cross-platform/example.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    /// The folder of the building blocks.
    static let folder: Substring = "rules_building_block"

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kind = view.rule.elastic.buildingBlockType, let folder = view.path.folder, folder != Self.folder
        else {
            return
        }
        findings.add(
            finding(view, at: kind.keyRange, "a building block rule is in the folder `\(folder)`")
                .help("move the file into `\(Self.folder)`"))
    }
}

import Diagnostics
import Documents
import Rules

/// A rule among building blocks that is none.
enum NotBBRInBBRFolder: RuleCheck {
    static let info = CheckInfo(
        id: "not-bbr-in-bbr-folder", category: .metadata, severity: .error, needsWholeFile: true,
        summary: "rule in `rules_building_block` is not a building block rule",
        rationale: """
            Files in the folder of building block rules are published as such. Without `building_block_type` Kibana shows \
            the rule's alerts to all analysts, which is unexpected for this folder.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [«rule»]
                    severity = "low"
                    risk_score = 21
                    """,
                    "[«rule»]\nfrom = \"now-9m\"",
                ],
                good: """
                    [rule]
                    building_block_type = "default"
                    severity = "low"
                    risk_score = 21
                    """, badPath: "rules_building_block/example.toml", goodPath: "rules_building_block/example.toml"),
            Example(
                bad: "«rule»:\n  from: now-9m", good: "rule:\n  building_block_type: default", syntax: .yaml,
                badPath: "rules_building_block/example.yaml", goodPath: "rules_building_block/example.yaml"),
            Example(good: "severity = \"medium\"", goodPath: ["rules/azure/example.toml", "example.toml"]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.path.folder == BBRWrongFolder.folder, let rule = view.rule.ruleEntry,
            rule.value.table?["building_block_type"] == nil,
            !view.isMisspelt(["rule", "building_block_type"])
        else { return }
        findings.add(
            finding(
                view, at: rule.keyRange, "the rule is in `\(BBRWrongFolder.folder)` but is not a building block rule"
            )
            .help("add `building_block_type = \"default\"`, or move the file"))
    }
}

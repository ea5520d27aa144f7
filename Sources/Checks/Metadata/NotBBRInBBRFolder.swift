import Diagnostics
import Documents
import Rules

/// A rule among building blocks that is none.
enum NotBBRInBBRFolder: RuleCheck {
    static let info = CheckInfo(
        id: "not-bbr-in-bbr-folder", category: .metadata, severity: .error, needsWholeFile: true,
        summary: "a rule in `rules_building_block` is no building block",
        rationale: """
            What is in the folder of the building blocks is published as one. Without `building_block_type` Kibana shows \
            the rule's alerts to everybody, which is unexpected for this folder.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    severity = "low"
                    risk_score = 21
                    """,
                good: """
                    [rule]
                    building_block_type = "default"
                    severity = "low"
                    risk_score = 21
                    """, badPath: "rules_building_block/example.toml", goodPath: "rules_building_block/example.toml")
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.path.folder == BBRWrongFolder.folder, let rule = view.rule.ruleEntry,
            rule.value.table?["building_block_type"] == nil,
            !view.isMisspelt(["rule", "building_block_type"])
        else { return }
        findings.add(
            finding(view, at: rule.keyRange, "the rule is in `\(BBRWrongFolder.folder)` but is not a building block")
                .help("add `building_block_type = \"default\"`, or move the file"))
    }
}

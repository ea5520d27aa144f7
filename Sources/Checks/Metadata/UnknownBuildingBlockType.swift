import Diagnostics
import Documents
import Rules

/// A building block type without a meaning.
enum UnknownBuildingBlockType: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-building-block-type", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`building_block_type` has a value other than `default`",
        rationale: """
            Kibana accepts any text, but only `default` makes a building block rule, whose alerts are hidden from the \
            alerts page. With another value the alerts are shown like those of every rule, or hidden in some views only.
            """,
        examples: [
            Example(
                bad: """
                    building_block_type = «"defualt"»
                    """,
                good: """
                    building_block_type = "default"
                    """),
            Example(
                bad: """
                    building_block_type = «"true"»
                    """,
                good: """
                    name = "Key Vault Changed"
                    """),
            Example(
                bad: """
                    rule:
                      building_block_type: «alert»
                    """,
                good: """
                    rule:
                      name: Key Vault Changed
                    """, syntax: .yaml),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let type = view.rule.elastic.buildingBlockType, type.text != "default" else { return }
        let result = finding(
            view, at: type.range, "`building_block_type` is `\(type.text.prefix(60))`, which has no effect"
        ).help("write `default`, or remove the key")
        findings.add(
            result.fix(type.replacing(with: "default").map { Fix("write `default`", .unsafe, $0) }))
    }
}

import Diagnostics
import Rules
import SourceText

/// A building block rule without the tag of its type.
enum BBRTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "building block rule without the tag `Rule Type: BBR`",
        rationale: """
            Kibana hides the alerts of building block rules by default, and its list of rules does not mark these \
            rules. The tag is how users find them.
            """,
        examples: [
            Example(
                bad: """
                    building_block_type = "default"
                    «tags» = ["Domain: Cloud"]
                    """,
                good: [
                    """
                    building_block_type = "default"
                    tags = ["Domain: Cloud", "Rule Type: BBR"]
                    """, "building_block_type = \"default\"\ntags = [\"Rule Type: bbr\"]", "tags = [\"Domain: Cloud\"]",
                ]),
            Example(
                bad: [
                    "«building_block_type» = \"default\"",
                    """
                    building_block_type = "default"
                    «tags» = [
                        "Domain: Cloud", # its only domain
                    ]
                    """,
                ]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let tag = "Rule Type: BBR"
        guard let kind = view.rule.elastic.buildingBlockType, !TagList.has(tag, view) else { return }
        findings.add(
            finding(view, at: TagList.place(view, else: kind.keyRange), "the tag `\(tag)` is missing")
                .label(view.location(kind.keyRange), "this makes the rule a building block")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }
}

import Diagnostics
import Rules
import SourceText

/// A building block without the tag of its kind.
enum BBRTagMissing: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-tag-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a building-block rule lacks the tag `Rule Type: BBR`",
        rationale: """
            Alerts of building-block rules are hidden by default. Without the tag of their kind people look for them in \
            vain, because the list of rules does not distinguish building blocks from others.
            """,
        examples: [
            Example(
                bad: """
                    building_block_type = "default"
                    «tags» = ["Domain: Cloud"]
                    """,
                good: """
                    building_block_type = "default"
                    tags = ["Domain: Cloud", "Rule Type: BBR"]
                    """)
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

import Diagnostics
import Documents
import Rules
import SourceText

/// A building block that runs as often as any rule.
enum BBRTimingMissing: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-timing-missing", category: .schedule, severity: .error, needsWholeFile: true,
        summary: "building block rule sets no `from` or no `interval`",
        rationale: """
            Alerts of building block rules are only used by other rules and the risk score, so Elastic's run once an hour \
            and look back two hours. Without `from` and `interval` a rule runs every five minutes. \
            `metadata.bypass_bbr_timing` allows a rule its own schedule.
            """,
        examples: [
            Example(
                bad: """
                    «building_block_type» = "default"
                    from = "now-120m"
                    """,
                good: """
                    building_block_type = "default"
                    from = "now-120m"
                    interval = "60m"
                    """),
            Example(
                bad: [
                    "# without from\n«building_block_type» = \"default\"\ninterval = \"5m\"",
                    "# without from\n«building_block_type» = \"default\"",
                    """
                    [metadata]
                    bypass_bbr_timing = false

                    [rule]
                    «building_block_type» = "default"
                    """,
                ],
                good: [
                    """
                    [metadata]
                    bypass_bbr_timing = true

                    [rule]
                    building_block_type = "default"
                    """,
                    "from = \"now-9m\"",
                ]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kind = view.rule.elastic.buildingBlockType, !mayRunOften(view.rule) else { return }
        let missing = ["from", "interval"].filter { key in
            view.rule.entry(key) == nil && !view.isMisspelt(["rule", key])
        }
        if missing.isEmpty { return }
        findings.add(
            finding(view, at: kind.keyRange, "a building block rule without \(WordList.alternatives(missing))")
                .help("add `from = \"now-120m\"` and `interval = \"60m\"`, or set `bypass_bbr_timing`"))
    }

    /// Whether the rule claims a schedule of its own.
    static func mayRunOften(_ rule: Rule) -> Bool {
        rule.metadataEntry?.value["bypass_bbr_timing"]?.boolean ?? false
    }
}

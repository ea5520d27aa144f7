import Diagnostics
import Rules

/// A building block that runs more than once an hour.
enum BBRIntervalTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-interval-too-short", category: .schedule, severity: .error,
        summary: "a building-block rule runs more often than once an hour",
        rationale: """
            Alerts of a building block are not urgent, so Elastic's run once an hour to spare the cluster. \
            `metadata.bypass_bbr_timing` says that a rule needs its own schedule.
            """,
        examples: [
            Example(
                bad: """
                    building_block_type = "default"
                    from = "now-120m"
                    interval = «"30m"»
                    """,
                good: """
                    building_block_type = "default"
                    from = "now-120m"
                    interval = "60m"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kind = view.rule.elastic.buildingBlockType, let text = view.rule.elastic.interval,
            let interval = RuleInterval(text.text), interval.seconds < 3_600, !BBRTimingMissing.mayRunOften(view.rule)
        else { return }
        findings.add(
            finding(view, at: text.range, "a building block runs once an hour or less often")
                .label(view.location(kind.keyRange), "this makes the rule a building block")
                .help("write `60m`, or set `bypass_bbr_timing` in the metadata"))
    }
}

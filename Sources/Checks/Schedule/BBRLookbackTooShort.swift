import Diagnostics
import Rules

/// A building block that looks back less than two hours.
enum BBRLookbackTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-lookback-too-short", category: .schedule, severity: .error,
        summary: "a building-block rule looks back less than 119 minutes",
        rationale: """
            Elastic's building blocks run once an hour and look back two, so that events that arrive late are seen. \
            `metadata.bypass_bbr_timing` says that a rule needs its own schedule.
            """,
        examples: [
            Example(
                bad: """
                    building_block_type = "default"
                    from = «"now-90m"»
                    interval = "60m"
                    """,
                good: """
                    building_block_type = "default"
                    from = "now-120m"
                    interval = "60m"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    private static let leastSeconds = 119 * 60

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // What is no date math at all is another check's.
        guard let kind = view.rule.elastic.buildingBlockType, let from = view.rule.elastic.from,
            let start = ScheduleOffset(from.text),
            start.isRounded || start.seconds > -leastSeconds, !BBRTimingMissing.mayRunOften(view.rule)
        else { return }
        findings.add(
            finding(view, at: from.range, "a building block looks back 119 minutes or more")
                .label(view.location(kind.keyRange), "this makes the rule a building block")
                .help("write `now-120m`, or set `bypass_bbr_timing` in the metadata"))
    }
}

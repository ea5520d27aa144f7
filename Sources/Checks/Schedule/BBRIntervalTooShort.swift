import Diagnostics
import Rules

/// A building block that runs more than once an hour.
enum BBRIntervalTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-interval-too-short", category: .schedule, severity: .error,
        summary: "building block rule runs more often than once an hour",
        rationale: """
            Alerts of building block rules are not urgent, so Elastic's run once an hour to reduce the load on the cluster. \
            `metadata.bypass_bbr_timing` allows a rule its own schedule.
            """,
        examples: [
            Example(
                in: "building_block_type = \"default\"\nfrom = \"now-120m\"\ninterval = «»",
                bad: ["\"30m\"", "\"59m\"", "\"3599s\""], good: ["\"60m\"", "\"1h\"", "\"2h\""]),
            Example(
                bad: """
                    [metadata]
                    bypass_bbr_timing = false

                    [rule]
                    building_block_type = "default"
                    interval = «"5m"»
                    """,
                good: [
                    """
                    [metadata]
                    bypass_bbr_timing = true

                    [rule]
                    building_block_type = "default"
                    interval = "5m"
                    """,
                    "interval = \"5m\"", "building_block_type = \"default\"",
                ]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kind = view.rule.elastic.buildingBlockType, let text = view.rule.elastic.interval,
            let interval = RuleInterval(text.text), interval.seconds < 3_600, !BBRTimingMissing.mayRunOften(view.rule)
        else { return }
        findings.add(
            finding(view, at: text.range, "a building block rule may run at most once an hour")
                .label(view.location(kind.keyRange), "this makes the rule a building block")
                .help("write `60m`, or set `bypass_bbr_timing` in `[metadata]`"))
    }
}

import Diagnostics
import Rules

/// A building block that looks back less than two hours.
enum BBRLookbackTooShort: RuleCheck {
    static let info = CheckInfo(
        id: "bbr-lookback-too-short", category: .schedule, severity: .error,
        summary: "building block rule looks back less than 119 minutes",
        rationale: """
            Elastic's building block rules run once an hour and look back two hours, so that they find events that arrive \
            late. `metadata.bypass_bbr_timing` allows a rule its own schedule.
            """,
        examples: [
            Example(
                in: "building_block_type = \"default\"\nfrom = «»\ninterval = \"60m\"",
                bad: ["\"now-90m\"", "\"now-118m\"", "\"now-7139s\"", "\"now-1d/d\""],
                good: ["\"now-120m\"", "\"now-119m\"", "\"now-2h\""]),
            Example(
                bad: """
                    [metadata]
                    bypass_bbr_timing = false

                    [rule]
                    building_block_type = "default"
                    from = «"now-9m"»
                    """,
                good: [
                    """
                    [metadata]
                    bypass_bbr_timing = true

                    [rule]
                    building_block_type = "default"
                    from = "now-9m"
                    """,
                    "from = \"now-9m\"", "# without from\nbuilding_block_type = \"default\"",
                ]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    private static let leastSeconds = 119 * 60

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // Invalid date math is another check's.
        guard let kind = view.rule.elastic.buildingBlockType, let from = view.rule.elastic.from,
            let start = ScheduleOffset(from.text),
            start.isRounded || start.seconds > -leastSeconds, !BBRTimingMissing.mayRunOften(view.rule)
        else { return }
        findings.add(
            finding(view, at: from.range, "a building block rule must look back at least 119 minutes")
                .label(view.location(kind.keyRange), "this makes the rule a building block")
                .help("write `now-120m`, or set `bypass_bbr_timing` in `[metadata]`"))
    }
}

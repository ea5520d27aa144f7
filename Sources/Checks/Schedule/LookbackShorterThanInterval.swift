import Diagnostics
import Rules
import SourceText

/// A run that looks back less than the time between two runs.
enum LookbackShorterThanInterval: RuleCheck {
    static let info = CheckInfo(
        id: "lookback-shorter-than-interval", category: .schedule, severity: .error, fix: .sometimes(.unsafe),
        summary: "run looks back less than the time between two runs",
        rationale: """
            Events in the gap between the end of one window and the start of the next are never searched. New versions of \
            Kibana reject such a rule. By default a rule runs every 5 minutes and looks back 6 minutes; at least one extra \
            minute is needed to find events that arrive late.
            """,
        examples: [
            Example(
                bad: """
                    interval = "10m"
                    from = «"now-9m"»
                    """,
                good: """
                    interval = "10m"
                    from = "now-11m"
                    """),
            Example(
                in: "interval = \"10m\"\nfrom = «»", bad: ["\"now\"", "\"now-599s\"", "\"now+5m\""], good: "\"now-10m\""
            ),
            // Without `interval` a rule runs every 5 minutes.
            Example(in: "from = «»", bad: ["\"now-4m\"", "\"now-299s\""], good: "\"now-5m\""),
            Example(in: "# without from\ninterval = «»", bad: ["\"7m\"", "\"361s\""], good: ["\"6m\"", "\"5m\""]),
            Example(
                in: "# without from\nto = «»", bad: ["\"now-2m\"", "\"now-61s\""], good: ["\"now-1m\"", "\"now\""]),
            Example(bad: "from = «\"now-9m\"»\nto = \"now-5m\"", replacing: "\"now-10m\""),
            Example(good: ["# without from", "from = \"now-1m/m\"\ninterval = \"2h\"", "to = \"now-8m/m\""]),
            Example(bad: "\"interval\": \"10m\", \"from\": «\"now-9m\"»", replacing: "\"now-10m\"", on: .kibana),
        ],
        severities: [.elastic: .warning])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let from = ScheduleOffset(view.rule.elastic.from?.text ?? "now-6m"),
            let to = ScheduleOffset(view.rule.elastic.to?.text ?? "now"),
            let interval = RuleInterval(view.rule.elastic.interval?.text ?? "5m"), !from.isRounded, !to.isRounded
        else { return }
        let (window, overflow) = to.seconds.subtractingReportingOverflow(from.seconds)
        guard !overflow, window < interval.seconds,
            let place = view.rule.elastic.from ?? view.rule.elastic.interval ?? view.rule.elastic.to
        else { return }
        let gap = RuleInterval.text(seconds: interval.seconds - max(0, window))
        var result = finding(
            view, at: place.range,
            window <= 0
                ? "`from` is not before `to`, so no event is ever searched"
                : "a run looks back \(RuleInterval.text(seconds: window)), less than the interval of "
                    + RuleInterval.text(seconds: interval.seconds),
            label: "\(gap) of each \(RuleInterval.text(seconds: interval.seconds)) are never searched",
            // Kibana checks neither imports nor packages for this.
            severity: view.isKibana && view.rule.form != .body ? .warning : nil)
        if view.rule.elastic.from != nil, let own = view.rule.elastic.interval {
            result = result.label(view.location(own.range), "the interval is set here")
        }
        if view.rule.elastic.to == nil, let text = view.rule.elastic.from {
            let wanted = "now-" + RuleInterval.text(seconds: interval.seconds + 60)
            let edit = text.replacing(with: wanted)
            result = result.help("look back a little further than the interval: `\(wanted)`")
                .fix(edit.map { Fix("write `\(wanted)`", .unsafe, $0) })
        } else {
            result = result.help("set `from` further back, or run the rule more often")
        }
        findings.add(result)
    }
}

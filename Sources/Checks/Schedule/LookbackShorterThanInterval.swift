import Diagnostics
import Rules
import SourceText

/// A run that looks at less time than lies between two runs.
enum LookbackShorterThanInterval: RuleCheck {
    static let info = CheckInfo(
        id: "lookback-shorter-than-interval", category: .schedule, severity: .error, fix: .sometimes(.unsafe),
        summary: "a run looks back less far than the time between two runs",
        rationale: """
            What happens in the gap between the end of one window and the start of the next is never looked at. New \
            versions of Kibana refuse such a rule. Without these keys a rule runs every 5 minutes and looks back 6; one \
            extra minute or more lets late events be found.
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
                    """)
        ],
        severities: [.elastic: .warning])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.from != nil || view.rule.elastic.interval != nil || view.rule.elastic.to != nil,
            let from = ScheduleOffset(view.rule.elastic.from?.text ?? "now-6m"),
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
                ? "`from` is not before `to`, so no event is ever looked at"
                : "a run looks back \(RuleInterval.text(seconds: window)), less than the interval of "
                    + RuleInterval.text(seconds: interval.seconds),
            label: "\(gap) of each \(RuleInterval.text(seconds: interval.seconds)) are never looked at",
            // Import and packages are not asked.
            severity: view.isKibana && view.rule.form != .body ? .warning : nil)
        if let own = view.rule.elastic.interval, own.range != place.range {
            result = result.label(view.location(own.range), "the interval is set here")
        }
        if view.rule.elastic.to == nil, let text = view.rule.elastic.from {
            let wanted = "now-" + RuleInterval.text(seconds: interval.seconds + 60)
            let edit = text.replacing(with: wanted)
            result = result.help("look back a little further than the interval: `\(wanted)`")
                .fix(edit.map { Fix("look back `\(wanted)`", .unsafe, $0) })
        } else {
            result = result.help("move `from` further back, or run more often")
        }
        findings.add(result)
    }
}

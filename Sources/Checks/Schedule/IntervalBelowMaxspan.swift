import Diagnostics
import Queries
import Rules
import SourceText

/// A sequence that is searched for much more often than it can happen.
enum IntervalBelowMaxspan: RuleCheck {
    static let info = CheckInfo(
        id: "interval-below-maxspan", category: .schedule, severity: .error, fix: .sometimes(.unsafe),
        summary: "rule runs more than twice within the `maxspan` of its sequence",
        rationale: """
            Each run searches the whole window of a sequence again. A rule that runs every minute with a `maxspan` of an \
            hour searches each event sixty times, and finds one sequence in many runs. Elastic's repository requires an \
            interval of at least half the `maxspan`, unless `maxspan` is 2.5 minutes or less.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    from = "now-31m"
                    interval = «»
                    query = '''
                    sequence by source.ip with maxspan=30m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, bad: ["\"5m\"", "\"14m\"", "\"899s\""], good: ["\"15m\"", "\"20m\""]),
            // Without `interval` a rule runs every 5 minutes.
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    from = "now-31m"
                    query = '''
                    sequence by source.ip with maxspan=«»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, bad: ["30m", "11m", "602s"], good: ["10m", "5m"]),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    interval = "70s"
                    query = '''
                    sequence by source.ip with maxspan=«»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, good: "150s"),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    interval = «"70s"»
                    query = '''
                    sequence by source.ip with maxspan=151s
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """),
            Example(good: "interval = \"1m\"", on: .eql),
        ],
        profile: .elastic)

    private static let shortest = 150

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let span = query.sequence?.maxspan, span.seconds > shortest,
            let interval = RuleInterval(view.rule.elastic.interval?.text ?? "5m"), interval.seconds < span.seconds / 2
        else { return }
        let wanted = RuleInterval.text(seconds: (span.seconds / 2 + 59) / 60 * 60)
        var result = finding(
            view, at: view.rule.elastic.interval?.range ?? query.range(span.range),
            "the interval of \(RuleInterval.text(seconds: interval.seconds)) is less than half of `maxspan`")
        if let own = view.rule.elastic.interval {
            result = result.label(view.location(query.range(span.range)), "`maxspan`")
                .fix(own.replacing(with: wanted).map { Fix("run the rule every `\(wanted)`", .unsafe, $0) })
        }
        findings.add(result.help("run the rule every `\(wanted)`"))
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// A sequence that may last longer than a run looks back.
enum MaxspanExceedsLookback: RuleCheck {
    static let info = CheckInfo(
        id: "maxspan-exceeds-lookback", category: .schedule, severity: .warning,
        summary: "`maxspan` of a sequence is longer than one run looks back",
        rationale: """
            A run only finds a sequence if all its events are in the window of that run. With a `maxspan` above the \
            look-back, a sequence of that length is never complete in any window. Up to ten minutes more are accepted.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    from = "now-9m"
                    query = '''
                    sequence by source.ip with maxspan=«30m»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    from = "now-31m"
                    query = '''
                    sequence by source.ip with maxspan=30m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """),
            // Ten minutes more than a run looks back are accepted.
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    from = "now-9m"
                    query = '''
                    sequence by source.ip with maxspan=«»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, bad: ["20m", "1141s"], good: ["19m", "5m"]),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    # without from
                    query = '''
                    sequence by source.ip with maxspan=«»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, bad: ["17m", "961s"], good: "16m"),
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    from = "now-31m"
                    to = "now-11m"
                    query = '''
                    sequence by source.ip with maxspan=«»
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, bad: ["31m", "1801s"], good: "30m"),
            // Another check reports a window without any time.
            Example(
                good: """
                    type = "eql"
                    language = "eql"
                    from = "now" # tenet: ignore[lookback-shorter-than-interval] run by hand
                    query = '''
                    sequence by source.ip with maxspan=30m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """, on: .eql),
            Example(good: "from = \"now-9m\"", on: .eql),
        ],
        severities: [.elastic: .error])

    private static let tolerance = 600

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let span = query.sequence?.maxspan,
            let from = ScheduleOffset(view.rule.elastic.from?.text ?? "now-6m"),
            let to = ScheduleOffset(view.rule.elastic.to?.text ?? "now")
        else { return }
        let (window, overflow) = to.seconds.subtractingReportingOverflow(from.seconds)
        guard !overflow, window > 0, span.seconds - tolerance > window else { return }
        var result = finding(
            view, at: query.range(span.range),
            "`maxspan` is longer than the \(RuleInterval.text(seconds: window)) that a run looks back")
        if let place = view.rule.elastic.from {
            result = result.label(view.location(place.range), "the look-back is set here")
        }
        findings.add(
            result.help("look back at least that far: `from = \"now-\(RuleInterval.text(seconds: span.seconds))\"`"))
    }
}

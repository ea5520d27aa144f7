import Diagnostics
import Rules

/// An interval that Kibana cannot schedule.
enum MalformedInterval: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-interval", category: .schedule, severity: .error,
        summary: "`interval` is not a number with `s`, `m`, `h` or `d`",
        rationale: """
            The interval says how often the rule runs. Kibana accepts a whole number above zero with one of the units s, \
            m, h and d directly after it; weeks and sums are not known there.
            """,
        examples: [
            Example(
                bad: """
                    interval = «"10 minutes"»
                    from = "now-19m"
                    """,
                good: """
                    interval = "10m"
                    from = "now-19m"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let interval = view.rule.elastic.interval, RuleInterval(interval.text) == nil else { return }
        findings.add(
            finding(view, at: interval.range, "`interval` is not a span of time that Kibana knows")
                .help("write a number above zero and one of `s`, `m`, `h`, `d`, such as `5m`"))
    }
}

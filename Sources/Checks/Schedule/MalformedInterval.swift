import Diagnostics
import Rules

/// An interval that Kibana cannot schedule.
enum MalformedInterval: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-interval", category: .schedule, severity: .error,
        summary: "`interval` is not a number with `s`, `m`, `h` or `d`",
        rationale: """
            The interval sets how often the rule runs. Kibana accepts a whole number above zero, directly followed by one \
            of the units s, m, h and d. It does not accept weeks or sums.
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
                    """),
            Example(
                in: "interval = «»\nfrom = \"now-2d\"",
                bad: [
                    "\"0m\"", "\"05m\"", "\"5\"", "\"m\"", "\"1w\"", "\"1h30m\"", "\"-5m\"", "\"5M\"", "\"5:m\"",
                    "\"5/m\"",
                ],
                good: ["\"600s\"", "\"1h\"", "\"1d\"", "\"9m\"", "\"10m\""]),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let interval = view.rule.elastic.interval, RuleInterval(interval.text) == nil else { return }
        findings.add(
            finding(view, at: interval.range, "`interval` is not an interval that Kibana accepts")
                .help("write a number above zero and one of `s`, `m`, `h`, `d`, such as `5m`"))
    }
}

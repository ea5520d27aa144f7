import Diagnostics
import Rules
import SourceText

/// A `from` or `to` that is not a point in time.
enum MalformedDateMath: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-date-math", category: .schedule, severity: .error,
        summary: "`from` or `to` is neither date math nor a date",
        rationale: """
            `from` and `to` set the time range that a run searches. They begin with `now`, followed by `+` or `-`, a \
            number and a unit: `now-9m`. Units are s, m, h, d, w, M (months) and y. With anything else the rule fails when \
            it runs.
            """,
        examples: [
            Example(
                bad: """
                    from = «"now-m9"»
                    """,
                good: """
                    from = "now-9m"
                    """),
            Example(
                in: "from = «»",
                bad: [
                    "\"9m\"", "\"now-9\"", "\"now-9x\"", "\"now-9 m\"", "\"now 9m\"", "\"now-1d/q\"", "\"now-1d/\"",
                    "\"2026-13-01\"", "\"2026/01/05\"",
                ],
                good: [
                    "\"now-600s\"", "\"now-1h\"", "\"now-1H\"", "\"now-h\"", "\"now-1d\"", "\"now-1w\"", "\"now-1M\"",
                    "\"now-1y\"", "\"now-1d/d\"", "\"now-1h+5m\"", "\"2026-01-05T00:00:00Z\"", "\"2026-01-05\"",
                ]),
            Example(in: "to = «»", bad: ["\"today\"", "\"now-\""], good: ["\"now\"", "\"now-1m\""]),
            Example(bad: "\"to\": «\"today\"»", replacing: "\"now\"", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for (key, text) in [("from", view.rule.elastic.from), ("to", view.rule.elastic.to)] {
            guard let text, ScheduleOffset(text.text) == nil, !looksLikeDate(text.text) else { continue }
            findings.add(
                // Kibana only checks `from`.
                finding(
                    view, at: text.range, "`\(key)` is not date math",
                    severity: key == "to" && view.isKibana ? .warning : nil
                )
                .help("write `now`, `+` or `-`, a number and a unit, such as `\(key == "from" ? "now-9m" : "now")`"))
        }
    }

    /// Kibana also accepts a date, such as `2026-01-05T00:00:00Z`; only its beginning is checked here.
    private static func looksLikeDate(_ text: String) -> Bool {
        RuleDate(String(text.prefix(10)), separator: "-") != nil
    }
}

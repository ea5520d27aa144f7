import Diagnostics
import Rules
import SourceText

/// A `from` or `to` that is no point in time.
enum MalformedDateMath: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-date-math", category: .schedule, severity: .error,
        summary: "`from` or `to` is neither date math nor a date",
        rationale: """
            `from` and `to` say which events a run looks at. They begin with `now`, followed by `+` or `-`, a number and a \
            unit: `now-9m`. Units are s, m, h, d, w, M (months) and y. With anything else the rule fails when it runs.
            """,
        examples: [
            Example(
                bad: """
                    from = «"now-m9"»
                    """,
                good: """
                    from = "now-9m"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for (key, text) in [("from", view.rule.elastic.from), ("to", view.rule.elastic.to)] {
            guard let text, ScheduleOffset(text.text) == nil, !looksLikeDate(text.text) else { continue }
            findings.add(
                // Kibana looks at `from` only.
                finding(
                    view, at: text.range, "`\(key)` is not date math",
                    severity: key == "to" && view.isKibana ? .warning : nil
                )
                .help("write `now`, `+` or `-`, a number and a unit, such as `\(key == "from" ? "now-9m" : "now")`"))
        }
    }

    /// Kibana also takes a date, such as `2026-01-05T00:00:00Z`; the details are left to it.
    private static func looksLikeDate(_ text: String) -> Bool {
        RuleDate(String(text.prefix(10)), separator: "-") != nil
    }
}

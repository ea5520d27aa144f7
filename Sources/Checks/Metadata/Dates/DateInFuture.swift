import Diagnostics
import Rules

/// A date in the future.
enum DateInFuture: RuleCheck {
    static let info = CheckInfo(
        id: "date-in-future", category: .metadata, severity: .warning,
        summary: "date of `[metadata]` is in the future",
        rationale: """
            A rule cannot have been created, changed or deprecated on a future day, so the year or the month is \
            mistyped. Lists of new rules would show the rule first for a long time. One day in the future is \
            accepted because of time zones.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    updated_date = «»
                    """, bad: ["\"2027/02/10\"", "\"2026/02/12\""], good: ["\"2026/02/10\"", "\"2026/02/11\""],
                today: "2026/02/10"),
            Example(
                in: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = «»
                    """, bad: "\"2026/03/02\"", good: "\"2026/03/01\"", today: "2026/02/28"),
            Example(
                in: "[metadata]\ncreation_date = \"2025/12/01\"\nupdated_date = «»", bad: "\"2026/01/02\"",
                good: "\"2026/01/01\"",
                today: "2025/12/31"),
            // Without today's date no date is known to be in the future.
            Example(
                good: """
                    [metadata]
                    updated_date = "2027/02/10"
                    """),
        ], isForDeprecated: true)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let today = view.context.today.flatMap({ RuleDate($0) }) else { return }
        for (key, date) in view.rule.metadata.dates {
            guard let day = RuleDate(date.text), day > today.next else { continue }
            findings.add(
                finding(view, at: date.range, "`\(key)` is in the future")
                    .note("today is \(today.text)")
                    .help("write the day on which it happened"))
        }
    }
}

extension RuleMetadata {
    /// The dates that are there, with their keys.
    var dates: [(key: String, date: RuleText)] {
        [("creation_date", creationDate), ("updated_date", updatedDate), ("deprecation_date", deprecationDate)]
            .compactMap { key, date in date.map { (key, $0) } }
    }
}

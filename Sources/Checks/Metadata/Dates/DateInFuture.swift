import Diagnostics
import Rules

/// A day that has not come yet.
enum DateInFuture: RuleCheck {
    static let info = CheckInfo(
        id: "date-in-future", category: .metadata, severity: .warning,
        summary: "a date of `[metadata]` is in the future",
        rationale: """
            Nothing was created, changed or deprecated on a day that is still to come: the year or the month is mistyped. \
            Lists of what is new would show the rule before all others for a long time. One day ahead is let pass, \
            because it may be there already where the author lives.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    updated_date = «"2027/02/10"»
                    """,
                good: """
                    [metadata]
                    updated_date = "2026/02/10"
                    """, today: "2026/02/10")
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

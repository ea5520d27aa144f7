import Diagnostics
import Rules

/// A date of the file in another form, or that no calendar has.
enum MalformedDate: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-date", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a date of `[metadata]` is not of the form `YYYY/MM/DD`, or no such day exists",
        rationale: """
            The dates of a rule file are texts of the form `2026/02/28`; tools compare them as texts. Another form is \
            refused by the loader of Elastic's rules, and sorts wrongly where it is not.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    creation_date = «"2026-01-05"»
                    """,
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    """),
            Example(
                bad: """
                    [metadata]
                    updated_date = «"2026/02/30"»
                    """,
                good: """
                    [metadata]
                    updated_date = "2026/02/28"
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let metadata = view.rule.metadata
        let dates = [
            ("creation_date", metadata.creationDate), ("updated_date", metadata.updatedDate),
            ("deprecation_date", metadata.deprecationDate),
        ]
        for case (let key, let date?) in dates where RuleDate(date.text) == nil {
            if let day = RuleDate(date.text, separator: "-") ?? RuleDate(date.text, separator: ".") {
                let edit = date.replacing(with: day.text)
                findings.add(
                    finding(view, at: date.range, "`\(key)` is not of the form `YYYY/MM/DD`")
                        .help("write `\(day.text)`")
                        .fix(edit.map { Fix("write `\(day.text)`", .safe, $0) }))
            } else if isOfTheForm(date.text) {
                findings.add(
                    finding(view, at: date.range, "`\(key)` is a day that no calendar has")
                        .help("write the day that is meant"))
            } else {
                findings.add(
                    finding(view, at: date.range, "`\(key)` is not of the form `YYYY/MM/DD`")
                        .help("write year, month and day in digits, such as `2026/02/28`"))
            }
        }
    }

    private static func isOfTheForm(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.map(\.utf8.count) == [4, 2, 2] && parts.allSatisfy { Int($0) != nil }
    }
}

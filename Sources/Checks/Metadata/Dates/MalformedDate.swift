import Diagnostics
import Rules

/// A date in another format, or one that does not exist.
enum MalformedDate: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-date", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "date of `[metadata]` is not `YYYY/MM/DD`, or the day does not exist",
        rationale: """
            The dates of a rule file are text of the form `2026/02/28`, and tools compare them as text. The loader \
            of Elastic's rules refuses another form, and other tools sort it wrongly.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    creation_date = «»
                    """,
                bad: [
                    "\"2026-01-05\"", "\"2026.01.05\"", "\"5 January 2026\"", "\"2026/1/5\"", "\"2026/0x/05\"",
                    "\"2026/13/01\"",
                ],
                good: ["\"2026/01/05\"", "\"2024/02/29\"", "\"2000/02/29\""]),
            Example(
                in: """
                    [metadata]
                    updated_date = «»
                    """, bad: ["\"2026/02/30\"", "\"2026-02-30\"", "\"2100/02/29\""],
                good: "\"2026/02/28\""),
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
                    finding(view, at: date.range, "`\(key)` is a day that does not exist")
                        .help("write an existing day"))
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

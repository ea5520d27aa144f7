import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern that begins with `*` on a field where that is slow.
enum LeadingWildcard: RuleCheck {
    static let info = CheckInfo(
        id: "leading-wildcard", category: .query, severity: .info,
        summary: "pattern begins with `*` on a keyword field",
        rationale: """
            Elasticsearch keeps the values of a keyword field sorted, so it finds those with a given start quickly. A \
            pattern that begins with `*` makes it test every value at each run. Fields of type `wildcard` are made for \
            such patterns and are not reported. If the start of the value is known, write it.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.action:«*VAULTS/WRITE»", "event.action:(«*READ» or MICROSOFT*)",
                    "not event.action:«*VAULTS*»",
                ],
                good: [
                    "event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE", "event.action:MICROSOFT.KEYVAULT/*",
                    "event.action:*",
                    // A field of type `wildcard`.
                    "process.command_line:*vault*",
                ])
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests {
            guard test.field != nil, case .wildcard(let pattern) = test.value.content, !pattern.isLoneStar,
                pattern.parts.first == .anyCharacters,
                kql.query.fields.types(of: test.name ?? "").contains(.keyword)
            else { continue }
            findings.add(
                finding(
                    view, at: kql.range(test.value.range),
                    "the pattern begins with `*`, which is slow on a keyword field"
                )
                .help("write the start of the value, if it is known"))
        }
    }
}

import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern that begins with a star on a field that is slow at it.
enum LeadingWildcard: RuleCheck {
    static let info = CheckInfo(
        id: "leading-wildcard", category: .query, severity: .info,
        summary: "a pattern begins with `*` on a keyword field",
        rationale: """
            Elasticsearch keeps the values of a keyword field sorted and finds those with a given start quickly; a \
            pattern that begins with a star makes it look at every value, at each run. Fields of type `wildcard` are \
            made for such patterns and are not reported here. Where the start of the value is known, write it.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«*VAULTS/WRITE»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:MICROSOFT.KEYVAULT/VAULTS/WRITE
                    '''
                    """)
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
                    view, at: kql.range(test.value.range), "the pattern begins with `*`, which is slow on a keyword"
                )
                .help("write how the value begins, if it is known"))
        }
    }
}

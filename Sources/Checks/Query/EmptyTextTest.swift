import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A test for the empty string.
enum EmptyTextTest: RuleCheck {
    static let info = CheckInfo(
        id: "empty-text-test", category: .query, severity: .warning,
        summary: "field is compared with the empty string, which is not the same as no value",
        rationale: """
            `a:""` matches events whose field holds an empty string. Events without the field do not match it, and `not \
            a:""` matches all of those. Sources omit a field far more often than they write an empty string. `not a:*` \
            matches events without a value, `a:*` those with one. On analyzed text the empty string has no words, so \
            the test matches nothing at all.

            Only a test that is not negated is reported. To exclude the empty string, or to list it among values, makes \
            sense.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "user.name:«\"\"»", "user.name : «\"\"»", "(user.name:«\"\"» or source.ip:10.0.0.1)",
                    "not (source.ip:10.0.0.1 and not user.name:«\"\"»)",
                ],
                good: [
                    "not user.name:*", "not user.name:\"\"", "user.name:(\"\" or root)", "user.name:root",
                    "user.name > \"\"",
                ])
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange && !findings.isFull {
            guard let field = test.field, !test.isNegated, case .string("", quoted: true) = test.value.content,
                ClauseSpan.listOpening(after: field.range.end, kql.bytes) == nil
            else { continue }
            let name = kql.text(field.range)
            findings.add(
                finding(
                    view, at: kql.range(test.value.range), "the empty string is not the same as no value",
                    label: "matches empty strings only"
                )
                .help("to test whether there is a value, write `\(name):*`, or `not \(name):*`"))
        }
    }
}

import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A test for the empty text.
enum EmptyTextTest: RuleCheck {
    static let info = CheckInfo(
        id: "empty-text-test", category: .query, severity: .warning,
        summary: "a field is compared with the empty text, which is not the same as no value",
        rationale: """
            `a:""` finds events whose field holds a text of no letters; events without the field are not found, and `not \
            a:""` matches all of those. Sources leave a field out far more often than they write an empty text. `not a:*` \
            matches events without a value, `a:*` those with one. On analyzed text the empty text has no words, so \
            the test finds nothing at all.

            Only a test that must hold is reported: to exclude the empty text, or to list it among values, makes sense.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and user.name:«""»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and not user.name:*
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange && !findings.isFull {
            guard let field = test.field, !test.isNegated, case .string("", quoted: true) = test.value.content,
                !kql.text(ByteRange(field.range.end, test.value.range.start)).utf8.contains(UInt8(ascii: "("))
            else { continue }
            let name = kql.text(field.range)
            findings.add(
                finding(
                    view, at: kql.range(test.value.range), "the empty text is not the same as no value",
                    label: "finds texts of no letters"
                )
                .help("to test whether there is a value, write `\(name):*`, or `not \(name):*`"))
        }
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// Parentheses around a single value.
enum ListOfOne: RuleCheck {
    static let info = CheckInfo(
        id: "list-of-one", category: .query, severity: .info, fix: .sometimes(.safe),
        summary: "parentheses around a single value",
        rationale: """
            Parentheses announce a list of several values. Around one value they are left over from an edit; without them \
            the query means the same and is easier to read.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:«(success)»", "not event.outcome : «( success )»",
                    "event.action:«(MICROSOFT.KEYVAULT*)»",
                    "(user.name:«(ann)» or source.ip:10.0.0.1)",
                ],
                good: [
                    "event.outcome:success", "event.outcome:(success or failure)", "event.action:(not read)",
                    "(event.outcome:success)", "source.port > 80",
                ])
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        let bytes = kql.bytes
        for test in kql.tests {
            guard let field = test.field, let list = list(field.range, test.value.range, bytes) else { continue }
            var result = finding(view, at: kql.range(list), "parentheses around a single value")
            if let edit = kql.edit(list, kql.text(test.value.range)) {
                result = result.fix(Fix("remove the parentheses", .safe, edit))
            }
            findings.add(result.help("remove the parentheses"))
        }
    }

    /// The parentheses around the value, where between field and value is nothing but `:` and one `(`.
    private static func list(_ field: ByteRange, _ value: ByteRange, _ bytes: [UInt8]) -> ByteRange? {
        // Of a list of many values only the first has its parenthesis here, so each value costs the same.
        guard let open = ClauseSpan.listOpening(after: field.end, bytes),
            ClauseSpan.skip(open + 1, bytes) == value.start
        else { return nil }
        let end = ClauseSpan.skip(value.end, bytes)
        return bytes[end...].first == UInt8(ascii: ")") ? ByteRange(open, end + 1) : nil
    }
}

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
            A list of values says that there are several. Around one value the parentheses are left over from an edit; \
            without them the query means the same and is read faster.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:«(success)»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.outcome:success
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        let bytes = kql.bytes
        for test in kql.tests where !test.isRange {
            guard let field = test.field, let list = list(field.range, test.value.range, bytes) else { continue }
            var result = finding(view, at: kql.range(list), "parentheses around a single value")
            if let edit = kql.edit(list, kql.text(test.value.range)) {
                result = result.fix(Fix("remove the parentheses", .safe, edit))
            }
            findings.add(result.help("remove them"))
        }
    }

    /// The parentheses around the value, where between field and value is nothing but `:` and one `(`.
    private static func list(_ field: ByteRange, _ value: ByteRange, _ bytes: [UInt8]) -> ByteRange? {
        // Of a list of many values only the first has its parenthesis here, so each value costs the same.
        let colon = ClauseSpan.skip(field.end, bytes)
        guard colon < value.start, bytes[colon] == UInt8(ascii: ":") else { return nil }
        let open = ClauseSpan.skip(colon + 1, bytes)
        guard open < value.start, bytes[open] == UInt8(ascii: "("), ClauseSpan.skip(open + 1, bytes) == value.start
        else {
            return nil
        }
        let end = ClauseSpan.skip(value.end, bytes)
        guard end < bytes.count, bytes[end] == UInt8(ascii: ")") else { return nil }
        return ByteRange(open, end + 1)
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// A bare value or name with spaces in it.
enum UnquotedBlank: RuleCheck {
    static let info = CheckInfo(
        id: "unquoted-blank", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a field name or bare value contains spaces",
        rationale: """
            KQL reads `a:1 b:2` as far as it can: bare text continues across spaces. `event.action:key vault` is one value \
            with a space, and a missing `and` makes the next field's name part of the value. Quotes make clear what is \
            meant.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«key vault»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:"key vault"
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        var seen: Set<ByteRange> = []
        for test in kql.tests {
            for value in [test.field, test.value] {
                guard let value, case .string(let text, quoted: false) = value.content,
                    text.utf8.contains(where: { $0 == 0x20 || (0x09...0x0D).contains($0) }),
                    KeywordInName.keyword(in: kql.text(value.range)) == nil, seen.insert(value.range).inserted
                else { continue }
                findings.add(blank(view, kql, test, value, text))
            }
        }
    }

    private static func blank(
        _ view: RuleView, _ kql: QueryView, _ test: QueryTest, _ value: KQLValue, _ text: String
    ) -> Diagnostic {
        guard let field = test.field else {
            return finding(view, at: kql.range(value.range), "free text with spaces", label: "one text for any field")
                .help("name the field that it is searched in, or put it in quotes")
        }
        guard value.range != field.range else {
            return finding(view, at: kql.range(value.range), "a field name with spaces", label: "read as one name")
                .help("put `and` or `or` between the tests")
        }
        var result = finding(view, at: kql.range(value.range), "a bare value with spaces", label: "read as one value")
            .help("put the value in quotes, or `and` between two tests")
        let isPlain = text.utf8.allSatisfy { $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain, kql.text(value.range) == text, let edit = kql.edit(value.range, "\"\(text)\"") {
            result = result.fix(Fix("put the value in quotes", .unsafe, edit))
        }
        return result
    }
}

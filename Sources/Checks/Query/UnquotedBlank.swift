import Diagnostics
import Queries
import Rules
import SourceText

/// A bare value or name with spaces in it.
enum UnquotedBlank: RuleCheck {
    static let info = CheckInfo(
        id: "unquoted-blank", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "field name or bare value contains spaces",
        rationale: """
            Bare text in KQL continues across spaces. `event.action:key vault` compares with one value that has a space, \
            and where an `and` is missing, the name of the next field becomes part of the value. Quotes make the intent \
            clear.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.action:«key vault»", "event.action:(«key vault» or secret)", "not event.action:«key\tvault»",
                ],
                good: [
                    "event.action:\"key vault\"", "event.action:vault", "event.action:(key or vault)",
                    // An escape, not a space.
                    "event.action:key\\t1",
                ]),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "«event.action event.outcome»:success", "(user.name:ann or «event.action\nevent.outcome»:success)",
                ],
                good: "event.action:vault and event.outcome:success"),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: "«key vault»", good: "\"key vault\""),
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [#"event.action:«key \"vault\"»"#, #"event.action:«key\\vault x»"#],
                good: #"event.action:"key \"vault\"""#),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        var seen: Set<ByteRange> = []
        for test in kql.tests {
            for value in [test.field, test.value] {
                guard let value, case .string(let text, quoted: false) = value.content,
                    kql.text(value.range).utf8.contains(where: { $0 == 0x20 || (0x09...0x0D).contains($0) }),
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
                .help("name the field to search, or put the text in quotes")
        }
        guard value.range != field.range else {
            return finding(view, at: kql.range(value.range), "a field name with spaces", label: "read as one name")
                .help("put `and` or `or` between the tests")
        }
        var result = finding(view, at: kql.range(value.range), "a bare value with spaces", label: "read as one value")
            .help("put the value in quotes, or `and` between two tests")
        // Between quotes only these two need an escape; a value over several lines is hardly one.
        let isPlain = text.utf8.allSatisfy { $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }
        if isPlain, kql.text(value.range) == text, let edit = kql.edit(value.range, "\"\(text)\"") {
            result = result.fix(Fix("put the value in quotes", .unsafe, edit))
        }
        return result
    }
}

import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A star inside quotes, where it is an ordinary sign.
enum WildcardInQuotes: Check {
    static let info = CheckInfo(
        id: "wildcard-in-quotes", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a `*` inside quotes, where KQL takes it literally",
        rationale: """
            In KQL `"vault*"` looks for a value with a star in it. To look for values that begin with `vault`, the \
            quotes must go: `vault*`. Blanks and the signs `\\():<>"{}` then need a backslash.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:«"MICROSOFT.KEYVAULT*"»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and event.action:MICROSOFT.KEYVAULT*
                    '''
                    """),
            Example(
                bad: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:5145 and winlog.event_data.RelativeTargetName:«"lsa*"»
                    '''
                    """,
                good: """
                    index = ["winlogbeat-*"]
                    query = '''
                    event.code:5145 and winlog.event_data.ShareName:"\\\\\\\\*\\\\IPC$"
                    '''
                    """),
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        guard let kql = view.kql else { return }
        for test in kql.tests where !test.isRange {
            guard let field = test.field, case .string(let text, quoted: true) = test.value.content,
                LiteralStar.looksLikeWildcard(text), hasPatterns(kql.query, test.name ?? "")
            else { continue }
            let bare = unquoted(text)
            var result = finding(
                view, at: kql.range(test.value.range), "`*` inside quotes is an ordinary sign",
                label: "only a value with a star in it matches"
            )
            .help("without quotes it is a pattern: `\(kql.text(field.range)):\(bare ?? "…")`")
            if let bare, let edit = kql.edit(test.value.range, bare) {
                result = result.fix(Fix("remove the quotes", .unsafe, edit))
            }
            findings.add(result)
        }
    }

    /// On a field without patterns the star is a fault of another kind.
    private static func hasPatterns(_ query: RuleQuery, _ field: String) -> Bool {
        query.fields.types(of: field).allSatisfy { [.keyword, .text, .flattened, .other].contains($0.family) }
    }

    /// nil where the text cannot stand bare.
    private static func unquoted(_ text: String) -> String? {
        let special = Array("\\():<>\"{}".utf8)
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && !special.contains($0) }) else { return nil }
        return text
    }
}

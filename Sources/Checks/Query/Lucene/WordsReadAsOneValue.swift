import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// Words side by side that a keyword field compares as one value.
enum WordsReadAsOneValue: RuleCheck {
    static let info = CheckInfo(
        id: "words-read-as-one-value", category: .query, severity: .warning,
        summary: "words side by side in a Lucene query are one value of a keyword field",
        rationale: """
            Words without an operator between them are one text for the field's analysis. A keyword field has none, so \
            that `process.name:(cmd.exe powershell.exe)` looks for the one value `cmd.exe powershell.exe`.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:(«a b»)'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:(a OR b)'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fields = view.query?.fields else { return }
        for test in view.lucene?.root?.tests ?? [] where !findings.isFull {
            guard let field = test.field, test.words.count > 1, !test.hasOperatorWord,
                case .text(let text) = test.question
            else { continue }
            let types = fields.types(of: field.name)
            guard !types.isEmpty, types.allSatisfy({ $0.family == .keyword }) else { continue }
            findings.add(
                finding(
                    view, at: view.place(test.range),
                    "`\(field.name)` is tested for the one value `\(text.prefix(60))`",
                    label: "a keyword: the words are one value"
                )
                .help("write `OR` between the words, or put the value in quotes if it is one"))
        }
    }
}

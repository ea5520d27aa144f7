import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// Words without an operator between them that a keyword field compares as one value.
enum WordsReadAsOneValue: RuleCheck {
    static let info = CheckInfo(
        id: "words-read-as-one-value", category: .query, severity: .warning,
        summary: "several words in a Lucene query are one value of a keyword field",
        rationale: """
            Words without an operator between them are one text, which the field analyzes. A keyword field has no \
            analysis, so `process.name:(cmd.exe powershell.exe)` searches for the single value `cmd.exe \
            powershell.exe`.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "event.action:(«delete purge»)", "event.outcome:success AND event.action:(«delete purge update»)",
                    "event.action:(«delete purge» \"update\")",
                ],
                good: [
                    "event.action:(delete OR purge)", "event.action:(\"delete purge\")", "event.action:(delete)",
                    "message:(delete purge)", "delete purge",
                ], on: .lucene),
            // The fields of the index are unknown.
            Example(
                good: """
                    index = ["my-alerts-*"]
                    language = "lucene"
                    query = 'alert.title:(delete purge)'
                    """, on: .lucene),
            // `operator-read-as-word` reports it.
            Example(
                good: """
                    language = "lucene"
                    # tenet: ignore[operator-read-as-word] finds the value
                    query = 'event.action:(delete or purge)'
                    """, on: .lucene),
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
                    label: "a keyword field: the words are one value"
                )
                .help("write `OR` between the words, or put the value in quotes if it is one"))
        }
    }
}

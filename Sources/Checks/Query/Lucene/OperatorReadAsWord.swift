import Diagnostics
import Queries
import SourceText

/// An operator that Lucene reads as a search term.
enum OperatorReadAsWord: RuleCheck {
    static let info = CheckInfo(
        id: "operator-read-as-word", category: .query, severity: .warning,
        summary: "operator of a Lucene query is read as a word",
        rationale: """
            `AND`, `OR` and `NOT` are operators in capitals only, and `!`, `-` and `+` only where no space follows \
            them. Anything else is text: `a:1 and b:2` also searches every field for the word `and`.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "event.outcome:success «and» event.action:delete", "event.outcome:success «or» event.action:delete",
                    "«not» event.outcome:success", "event.outcome:success «|» event.action:delete",
                    "event.action:(«delete and purge»)",
                ],
                good: [
                    "event.outcome:success AND event.action:delete", "event.outcome:success OR event.action:delete",
                    "event.action:delete AND NOT event.outcome:success", "event.outcome:success || event.action:delete",
                    "event.action:\"delete and purge\"",
                ], on: .lucene),
            Example(
                in: """
                    filters = [{ meta = { negate = false, disabled = false }, query = { exists = { field = "source.ip" } } }]
                    language = "lucene"
                    query = '«»event.action:delete'
                    """,
                bad: ["«! »", "«- »", "«+ »"], good: ["!", "-", "+"], on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for test in view.lucene?.root?.tests ?? [] where test.hasOperatorWord && !findings.isFull {
            let word = test.words.first { LuceneTest.isOperator($0) } ?? ""
            let isWord = word.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
            findings.add(
                finding(
                    view, at: view.place(test.range), "`\(word)` is read as a search term", label: "not an operator"
                )
                .help(
                    isWord
                        ? "write `\(word.uppercased())`, or put the text in quotes"
                        : "remove the space after it, or put the text in quotes"))
        }
    }
}

import Diagnostics
import Queries
import SourceText

/// An operator that Lucene takes for a word to look for.
enum OperatorReadAsWord: RuleCheck {
    static let info = CheckInfo(
        id: "operator-read-as-word", category: .query, severity: .warning,
        summary: "an operator of a Lucene query is read as a word",
        rationale: """
            `AND`, `OR` and `NOT` are operators in capitals only, and `!`, `-` and `+` only where no space follows \
            them. Everything else is text: `a:1 and b:2` also looks for the word `and` in every field.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.outcome:success «and» event.action:a'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.outcome:success AND event.action:a'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for test in view.lucene?.root?.tests ?? [] where test.hasOperatorWord && !findings.isFull {
            let word = test.words.first { LuceneTest.isOperator($0) } ?? ""
            let isWord = word.utf8.contains { (0x61...0x7A).contains($0 | 0x20) }
            findings.add(
                finding(
                    view, at: view.place(test.range), "`\(word)` is read as a word to look for", label: "no operator"
                )
                .help(
                    isWord
                        ? "write `\(word.uppercased())`, or put the text in quotes"
                        : "remove the space after it, or put the text in quotes"))
        }
    }
}

import Diagnostics
import Queries
import SourceText

/// `a OR NOT b`, which excludes `b` instead of matching whatever does not have it.
enum OrNot: RuleCheck {
    static let info = CheckInfo(
        id: "or-not", category: .query, severity: .warning,
        summary: "`OR NOT` in a Lucene query excludes the clause",
        rationale: """
            A negated clause of a list is prohibited, whatever operator precedes it: `a OR NOT b` matches what has \
            `a` and does not have `b`. A negated alternative needs parentheses with something to exclude from: `a OR \
            (*:* AND NOT b)`.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "event.action:delete OR «NOT event.outcome:failure»",
                    "event.action:delete || «-event.outcome:failure»",
                    "event.action:delete OR (user.name:root OR «!event.outcome:failure»)",
                    "event.action:delete AND user.name:root OR «NOT (event.outcome:failure OR event.outcome:unknown)»",
                ],
                good: [
                    "event.action:delete OR (*:* AND NOT event.outcome:failure)",
                    "event.action:delete AND NOT event.outcome:failure",
                    "event.action:delete NOT event.outcome:failure",
                    "NOT event.outcome:failure OR event.action:delete", "event.action:delete OR event.outcome:failure",
                ], on: .lucene)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        let bytes = Array(query.text.utf8)
        var places: [ByteRange] = []
        for clauses in root.lists {
            for (before, clause) in zip(clauses, clauses.dropFirst()) where clause.occurrence == .mustNot {
                let gap = LuceneGap(between: before.node.range, and: clause.node.range, in: bytes)
                if gap.words.contains(where: { $0 == "OR" || $0 == "||" }), let word = gap.lastWord {
                    places.append(ByteRange(word.start, clause.node.range.end))
                }
            }
        }
        for place in places where !findings.isFull {
            findings.add(
                finding(
                    view, at: view.place(place), "`OR NOT` excludes events that match this clause", label: "prohibited"
                )
                .help("write `AND NOT` to exclude them, or `OR (*:* AND NOT …)` for a negated alternative"))
        }
    }
}

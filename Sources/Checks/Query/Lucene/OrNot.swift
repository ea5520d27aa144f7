import Diagnostics
import Queries
import SourceText

/// `a OR NOT b`, which shuts `b` out instead of offering its opposite.
enum OrNot: RuleCheck {
    static let info = CheckInfo(
        id: "or-not", category: .query, severity: .warning,
        summary: "`OR NOT` in a Lucene query shuts the clause out",
        rationale: """
            A negated clause of a list is prohibited, whatever precedes it: `a OR NOT b` finds what has `a` and has \
            no `b`. The opposite of a clause as an alternative needs parentheses with something to subtract from: \
            `a OR (*:* AND NOT b)`.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:a OR «NOT event.outcome:failure»'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:a OR (*:* AND NOT event.outcome:failure)'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        let bytes = Array(query.text.utf8)
        var places: [ByteRange] = []
        for clauses in root.lists {
            for (before, clause) in zip(clauses, clauses.dropFirst()) where clause.occurrence == .mustNot {
                let gap = LuceneGap(between: before.node.range, and: clause.node.range, in: bytes)
                if gap.words.contains(where: { $0 == "OR" || $0 == "||" }), let sign = gap.lastWord {
                    places.append(ByteRange(sign.start, clause.node.range.end))
                }
            }
        }
        for place in places where !findings.isFull {
            findings.add(
                finding(view, at: view.place(place), "`OR NOT` shuts this clause out", label: "must not hold")
                    .help("write `AND NOT`, or `OR (*:* AND NOT …)` for the opposite as an alternative"))
        }
    }
}

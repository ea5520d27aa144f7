import Diagnostics
import Queries
import SourceText

/// A clause that may be there, beside one that must.
enum OptionalClauseIgnored: RuleCheck {
    static let info = CheckInfo(
        id: "optional-clause-ignored", category: .query, severity: .warning,
        summary: "a Lucene clause has no effect, because another clause of its list is required",
        rationale: """
            Lucene's syntax has no precedence: `AND` makes the clauses on both its sides required, `OR` leaves the others \
            optional, and an optional clause beside a required one only moves hits up or down. `a AND b OR c` finds what \
            has `a` and `b`, whatever `c` is.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.outcome:success AND event.action:a OR «event.action:b»'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.outcome:success AND (event.action:a OR event.action:b)'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        var told: [(clause: ByteRange, required: ByteRange)] = []
        for clauses in root.lists {
            guard let required = clauses.first(where: { $0.occurrence == .must }) else { continue }
            // A word that was meant as an operator is another check's; so is a value without its field.
            for clause in clauses where clause.occurrence == .should && !clause.node.isWithoutField {
                told.append((clause.node.range, required.node.range))
            }
        }
        for (clause, required) in told where !findings.isFull {
            findings.add(
                finding(view, at: view.place(clause), "this clause has no effect", label: "need not hold")
                    .label(view.location(view.place(required)), "this one must hold")
                    .help("say with parentheses what belongs together: `a AND (b OR c)`"))
        }
    }
}

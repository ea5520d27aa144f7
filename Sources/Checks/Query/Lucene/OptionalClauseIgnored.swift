import Diagnostics
import Queries
import SourceText

/// An optional clause next to a required one.
enum OptionalClauseIgnored: RuleCheck {
    static let info = CheckInfo(
        id: "optional-clause-ignored", category: .query, severity: .warning,
        summary: "Lucene clause has no effect, because another clause of its list is required",
        rationale: """
            Lucene has no operator precedence: `AND` makes the clauses on both its sides required, `OR` leaves a \
            clause optional, and an optional clause next to a required one changes only the score. `a AND b OR c` \
            matches whatever has `a` and `b`, with or without `c`.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "event.outcome:success AND event.action:delete OR «event.action:purge»",
                    "«event.outcome:success» OR +event.action:delete",
                    "event.action:delete AND (+event.outcome:success «user.name:root»)",
                    "event.outcome:success AND event.action:delete OR «(event.action:purge AND user.name:root)»",
                ],
                good: [
                    "event.outcome:success AND (event.action:delete OR event.action:purge)",
                    "event.action:delete OR event.action:purge",
                    "event.outcome:success AND event.action:delete AND user.name:root",
                    "event.outcome:success NOT event.action:purge",
                ], on: .lucene)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.lucene, let root = query.root else { return }
        let bytes = Array(query.text.utf8)
        var found: [(clause: ByteRange, required: ByteRange)] = []
        for clauses in root.lists {
            guard let required = clauses.first(where: { $0.occurrence == .must }) else { continue }
            // `operator-read-as-word`, `value-without-field` and `path-read-as-regex` report the others.
            for clause in clauses where clause.occurrence == .should && !clause.node.isWithoutField {
                if case .test(let test) = clause.node, PathReadAsRegex.isPath(test, in: bytes) { continue }
                found.append((clause.node.range, required.node.range))
            }
        }
        for (clause, required) in found where !findings.isFull {
            findings.add(
                finding(view, at: view.place(clause), "this clause has no effect", label: "optional")
                    .label(view.location(view.place(required)), "required")
                    .help("group clauses with parentheses: `a AND (b OR c)`"))
        }
    }
}

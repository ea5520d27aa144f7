import Diagnostics
import Queries
import SourceText

/// A value without a field after a value that has one.
enum ValueWithoutField: RuleCheck {
    static let info = CheckInfo(
        id: "value-without-field", category: .query, severity: .warning,
        summary: "value of a Lucene query has no field, so every field is searched for it",
        rationale: """
            A field applies only to the value after its colon: `process.name:cmd.exe powershell.exe` tests \
            `process.name` for the first value and searches every field for the second. Several values of a field \
            need parentheses.
            """,
        examples: [
            Example(
                in: """
                    language = "lucene"
                    query = '«»'
                    """,
                bad: [
                    "event.action:delete «purge»", "event.action:\"delete\" OR «\"purge\"»",
                    "event.action:/del.*/ AND «purge*»",
                    "event.outcome:success AND (event.action:delete OR «purge»)",
                ],
                good: [
                    "event.action:(delete OR purge)", "event.action:delete event.action:purge",
                    "purge event.action:delete",
                    "purge \"delete\"", "event.action:delete AND *:*", "event.action:delete AND (purge OR update)",
                ], on: .lucene),
            // Other checks report these.
            Example(
                in: """
                    index = ["auditbeat-*"]
                    language = "lucene"
                    query = '«»
                    """,
                good: [
                    "event.action:delete and event.outcome:success' # tenet: ignore[operator-read-as-word] agreed",
                    "file.path:/etc/passwd' # tenet: ignore[path-read-as-regex] finds `etc`",
                ], on: .lucene),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for clauses in view.lucene?.root?.lists ?? [] {
            for (before, clause) in zip(clauses, clauses.dropFirst()) where !findings.isFull {
                guard case .test(let first) = before.node, let field = first.field, case .test(let test) = clause.node,
                    clause.node.isWithoutField, !test.hasOperatorWord
                else { continue }
                // `path-read-as-regex` reports the rest of a path after its slashes.
                if case .regex = first.question, first.range.end == test.range.start { continue }
                findings.add(
                    finding(
                        view, at: view.place(test.range), "every field is searched for this value", label: "no field"
                    )
                    .label(view.location(view.place(field.range)), "applies only to the value after it")
                    .help("write `\(field.name):(… OR …)` for several values of the field"))
            }
        }
    }
}

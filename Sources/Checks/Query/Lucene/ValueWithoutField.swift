import Diagnostics
import Queries
import SourceText

/// A value after another one that has the field for itself.
enum ValueWithoutField: RuleCheck {
    static let info = CheckInfo(
        id: "value-without-field", category: .query, severity: .warning,
        summary: "a value of a Lucene query has no field and is looked for in every field",
        rationale: """
            A field applies to the one value after its colon: `process.name:cmd.exe powershell.exe` tests `process.name` \
            for the first and every field for the second. Several values of a field need parentheses.
            """,
        examples: [
            Example(
                bad: """
                    language = "lucene"
                    query = 'event.action:a «b»'
                    """,
                good: """
                    language = "lucene"
                    query = 'event.action:(a OR b)'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for clauses in view.lucene?.root?.lists ?? [] {
            for (before, clause) in zip(clauses, clauses.dropFirst()) where !findings.isFull {
                guard case .test(let first) = before.node, let field = first.field, case .test(let test) = clause.node,
                    clause.node.isWithoutField, !test.hasOperatorWord
                else { continue }
                // What is left of a path after its slashes has a check of its own.
                if case .regex = first.question, first.range.end == test.range.start { continue }
                findings.add(
                    finding(
                        view, at: view.place(test.range), "this value is looked for in every field", label: "no field"
                    )
                    .label(view.location(view.place(field.range)), "applies only to the value after it")
                    .help("write `\(field.name):(… OR …)` for several values of the field"))
            }
        }
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// Two values required of a field that holds one.
enum ConflictingValues: RuleCheck {
    static let info = CheckInfo(
        id: "conflicting-values", category: .query, severity: .warning,
        summary: "two values are required of a field that holds only one",
        rationale: """
            `a:1 and a:2` matches only an event in which `a` is a list with both. ECS defines which fields are lists; for \
            the others such a query matches nothing. To accept either value, write `a:(1 or 2)`.

            It is only a warning, because a source may write a list into a field that is not a list in ECS.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    event.dataset:azure.activitylogs and «»
                    '''
                    """,
                bad: [
                    "event.outcome:success and «event.outcome:failure»", "event.outcome:(success and «failure»)",
                    "event.outcome:(success or unknown) and «event.outcome:failure»",
                    "event.outcome:success and («event.outcome:failure» or source.ip:10.0.0.1)",
                    "source.port:443 and «source.port < 100»",
                ],
                good: [
                    "event.outcome:(success or failure)", "event.outcome:success and not event.outcome:failure",
                    // ECS defines this field as a list.
                    "event.category:iam and event.category:configuration",
                ]),
            Example(
                in: "query = \"«»\"", bad: "event.outcome:success AND «event.outcome:failure»",
                good: "event.outcome:success OR event.outcome:failure", on: .lucene),
            Example(
                in: "query = 'process where «»'", bad: #"process.name == "id.exe" and «process.name == "whoami.exe"»"#,
                good: #"process.name in ("id.exe", "whoami.exe")"#, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let conflicts = view.clauses.verdicts.filter { $0.kind == .conflict }
        let others = Dictionary(conflicts.map { ($0.span, $0.other) }) { first, _ in first }
        for verdict in conflicts where !findings.isFull {
            // Where no alternative of a list goes with a clause, that is one conflict: of the clause with the list.
            if let list = others[verdict.other], list != verdict.span, list.contains(verdict.span) { continue }
            let field = verdict.field ?? ""
            let result = finding(
                view, at: view.place(verdict.span), "`\(field)` cannot have this value and another one at once",
                label: "matches only if the field is a list")
            findings.add(
                view.clause(result, verdict, "the other value")
                    .help("to accept either value, join them by `or`"))
        }
    }
}

import Diagnostics
import Queries
import Rules

/// A function that EQL does not have.
enum UnknownFunction: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-function", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "EQL query calls a function that does not exist",
        rationale: """
            EQL has few functions, and some of older versions are gone, such as `wildcard` and `match`. \
            Elasticsearch refuses the query, and the rule fails at every run.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where «wildcard»(process.name, "power*")"#,
                    #"process where «startWith»(process.name, "power")"#,
                    #"process where «endWith~»(process.name, ".exe")"#,
                    "process where length(«lower»(process.name)) > 3",
                ],
                good: [
                    #"process where process.name like "power*""#,
                    #"process where startsWith(process.name, "power")"#,
                    #"process where STARTSWITH(process.name, "power")"#,
                    #"process where endsWith~(process.name, ".exe")"#,
                    "process where length(process.name) > 3",
                ], on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .unknownFunction = $0 { true } else { false } }
    }
}

import Diagnostics
import Queries
import Rules

/// Arguments that a function does not accept.
enum WrongArguments: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-arguments", category: .query, severity: .error,
        summary: "function of an EQL query has too few, too many or wrong arguments",
        rationale: """
            Each function has a fixed number of arguments of fixed types, and only some have a form that ignores \
            case (`name~`). Elasticsearch refuses a query that calls a function otherwise, and the rule fails at \
            every run.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    "process where length(«process.pid») > 3",
                    "process where «length(process.name, 3)» > 3",
                    "process where «startsWith(process.name)»",
                    "process where startsWith(process.name, «5»)",
                    "process where «length~»(process.name) > 3",
                    #"process where cidrMatch(source.ip, «"10.0.0"»)"#,
                ],
                good: [
                    "process where length(process.name) > 3",
                    "process where length(string(process.pid)) > 3",
                    #"process where startsWith(process.name, "5")"#,
                    #"process where startsWith~(process.name, "CMD")"#,
                    #"process where cidrMatch(source.ip, "10.0.0.0/8", "192.168.0.0/16")"#,
                    #"process where substring(process.name, 0) == "cmd""#,
                    #"process where substring(process.name, 0, 3) == "cmd""#,
                ], on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .arguments = $0 { true } else { false } }
    }
}

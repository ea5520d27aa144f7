import Diagnostics
import Queries
import Rules

/// A value of a type that its operator does not support.
enum WrongOperand: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-operand", category: .query, severity: .error,
        summary: "operator of an EQL query has a value of a type that it does not support",
        rationale: """
            `and`, `or` and `not` join conditions, arithmetic needs numbers, and `:`, `like` and `regex` compare \
            strings. A field alone is a condition only if it is a boolean. Elasticsearch refuses anything else, and \
            the rule fails at every run.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    #"process where process.name == "cmd.exe" and «process.pid»"#,
                    "process where not «process.name»",
                    #"process where «"cmd.exe"» or process.pid == 4"#,
                    "process where «process.name» + 1 == 5",
                    "process where -«process.name» == 5",
                    #"process where «length(process.name)» : "5""#,
                    #"process where process.name : («5», "cmd.exe")"#,
                    #"process where length(process.name) == «"5"»"#,
                ],
                good: [
                    #"process where process.name == "cmd.exe" and process.pid != null"#,
                    "process where not process.name == null",
                    "process where process.Ext.token.elevation",
                    "process where true",
                    "process where process.pid + 1 == 5",
                    "process where -process.pid == -5",
                    #"process where string(length(process.name)) : "5""#,
                    "process where length(process.name) == 5",
                ], on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .operand }
    }
}

import Diagnostics
import Queries
import Rules

/// A value of another type than its operator takes.
enum WrongOperand: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-operand", category: .query, severity: .error,
        summary:
            "an operator of an EQL query has a value of a type that it does not support",
        rationale: """
            `and`, `or` and `not` join conditions, arithmetic needs numbers, and `:`, `like` and `regex` compare strings. A field \
            alone is a condition only if it is a boolean. Elasticsearch refuses anything else, and the rule fails at every \
            run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and «source.ip»'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and source.ip != null'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .operand }
    }
}

import Diagnostics
import Queries
import Rules

/// Arguments that a function does not take.
enum WrongArguments: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-arguments", category: .query, severity: .error,
        summary: "a function of an EQL query has too few, too many or wrong arguments",
        rationale: """
            Elasticsearch knows how many arguments each function has and of what type they are, and whether it has a form that \
            ignores case (`name~`). It refuses a query that says otherwise, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and length(«source.port») > 3'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and length(event.action) > 3'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .arguments = $0 { true } else { false } }
    }
}

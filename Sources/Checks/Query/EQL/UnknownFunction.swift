import Diagnostics
import Queries
import Rules

/// A function that EQL does not have.
enum UnknownFunction: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-function", category: .query, severity: .error, fix: .sometimes(.unsafe),
        summary: "an EQL query calls a function that does not exist",
        rationale: """
            The names of functions are few, and some of older versions are gone, such as `wildcard` and `match`. Elasticsearch \
            refuses the query, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and «wildcard»(event.action, "Micro*")'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and event.action like "Micro*"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .unknownFunction = $0 { true } else { false } }
    }
}

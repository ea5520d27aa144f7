import Diagnostics
import Queries
import Rules

/// A comparison without a constant.
enum ComparedFields: RuleCheck {
    static let info = CheckInfo(
        id: "compared-fields", category: .query, severity: .error,
        summary: "an EQL query compares two fields with each other",
        rationale: """
            Elasticsearch compares a field with constants only. It refuses a comparison of two fields when it carries the query \
            out, and the rule fails at every run. Equal values of two events are found by a sequence that joins by them; \
            functions with a boolean result may have two fields.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and source.ip == «destination.ip»'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and source.ip == "10.0.0.1"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .comparedFields }
    }
}

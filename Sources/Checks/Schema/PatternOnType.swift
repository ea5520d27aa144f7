import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern on a field whose type has none.
enum PatternOnType: RuleCheck {
    static let info = CheckInfo(
        id: "pattern-on-type", category: .schema, severity: .error,
        summary: "a value with wildcards on a field whose type has no patterns",
        rationale: """
            Only text and keyword types are compared with patterns. On an address, a number, a date or a boolean \
            Elasticsearch refuses the whole query, and the rule fails at every run. A lone `*` tests whether there is a \
            value and is fine everywhere; for addresses there are blocks such as `10.0.0.0/8`.
            """,
        examples: [
            Example(
                bad: """
                    query = '''
                    event.dataset:azure.activitylogs and source.ip:«10.*»
                    '''
                    """,
                good: """
                    query = '''
                    event.dataset:azure.activitylogs and source.ip:"10.0.0.0/8"
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardFilterIssues(view, &findings) { if case .patternOnType = $0 { true } else { false } }
        guard let query = view.recoveredQuery else { return }
        for issue in query.query.issues {
            guard case .patternOnType(let field, let type) = issue.cause else { continue }
            findings.add(
                query.issue(finding(view, at: query.range(issue.range), issue.message), issue, field, type, view))
        }
    }
}

import Diagnostics
import Queries
import Rules

/// Keys of a sequence that can never be equal.
enum JoinKeyMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "join-key-mismatch", category: .query, severity: .error,
        summary: "the keys of two stages of a sequence are of different types",
        rationale: """
            Stages are joined by values that are equal. Elasticsearch refuses keys of different types, such as a number and a \
            string, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence with maxspan=5m
                      [any where event.outcome == "failure"] by source.ip
                      [any where event.outcome == "success"] by «source.port»
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence with maxspan=5m
                      [any where event.outcome == "failure"] by source.ip
                      [any where event.outcome == "success"] by destination.ip
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .joinKeys }
    }
}

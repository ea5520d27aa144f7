import Diagnostics
import Queries
import Rules

/// A regular expression of EQL that Elasticsearch does not run.
enum InvalidRegex: RuleCheck {
    static let info = CheckInfo(
        id: "invalid-regex", category: .query, severity: .error,
        summary: "invalid regular expression in an EQL query",
        rationale: """
            Elasticsearch accepts the query and reads its regular expressions only when it runs: a bracket or brace that \
            is never closed, or an expression over Elasticsearch's limits of length and size, makes the rule fail at \
            every run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where event.action regex~ «"[a-c"»
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where event.action regex~ "[a-c]"
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where event.action regex ("ok", «"a{2"»)
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where event.action regex ("ok", "a{2}")
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where not event.action regex «"a(b"»
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    any where not event.action regex "a(b)"
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .regex }
    }
}

import Diagnostics
import Queries
import Rules

/// A comparison of two fields.
enum ComparedFields: RuleCheck {
    static let info = CheckInfo(
        id: "compared-fields", category: .query, severity: .error,
        summary: "EQL query compares two fields with each other",
        rationale: """
            Elasticsearch compares fields with constants only. It refuses a comparison of two fields when it runs \
            the query, so the rule fails at every run. A sequence can join events by equal values; functions with a \
            boolean result accept two fields.
            """,
        examples: [
            Example(
                in: """
                    type = "eql"
                    language = "eql"
                    query = '«»'
                    """,
                bad: [
                    "process where process.name == «process.parent.name»",
                    "process where process.pid >= «process.parent.pid»",
                    "process where length(process.name) != «length(process.parent.name)»",
                    #"process where process.name in ("cmd.exe", «process.parent.name»)"#,
                    "process where not process.parent.name == «process.name»",
                ],
                good: [
                    #"process where process.name == "cmd.exe""#,
                    #"process where "cmd.exe" == process.name"#,
                    "process where process.name == null",
                    "process where endsWith(process.executable, process.name)",
                    #"process where process.name in ("cmd.exe", concat("power", "shell.exe"))"#,
                ], on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .comparedFields }
    }
}

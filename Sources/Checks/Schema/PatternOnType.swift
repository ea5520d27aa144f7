import Diagnostics
import Queries
import Rules
import Schemas
import SourceText

/// A pattern on a field whose type does not support patterns.
enum PatternOnType: RuleCheck {
    static let info = CheckInfo(
        id: "pattern-on-type", category: .schema, severity: .error,
        summary: "value with wildcards on a field whose type does not support patterns",
        rationale: """
            Only text and keyword types support patterns. On an IP address, a number, a date or a boolean Elasticsearch \
            rejects the whole query, and the rule fails at every run. A lone `*` tests whether the field has a value and \
            works with all types; for addresses there are CIDR blocks such as `10.0.0.0/8`.
            """,
        examples: [
            Example(
                in: "query = 'event.dataset:azure.activitylogs and «»'",
                bad: [
                    "source.ip:«10.*»", "source.port:«44*»", "not event.created:(2026-01-05 or «2026*»)",
                    "process.entry_leader.interactive:«t*»", "host.risk.static_score:«4*»",
                    "file.elf.go_imports.net:«Dial*»",
                ],
                good: [
                    "source.ip:\"10.0.0.0/8\"", "source.ip:*", "source.port >= 440", "process.name:cmd*",
                    "message:fail*",
                ]),
            Example(
                in: "query = 'process where event.type == \"start\" and «»'",
                bad: ["«source.ip» : \"10.*\"", "«process.pid» like \"4*\""],
                good: ["cidrMatch(source.ip, \"10.0.0.0/8\")", "process.name : \"cmd*\""], on: .eql),
            // Outside the clause with the syntax error.
            Example(
                in: "query = '«»'", bad: "source.ip:«10.*» and event.action:(read",
                good: ["source.ip:10.0.0.1 and event.action:(read", "source.ip:(10.*"], besides: "query-syntax"),
            Example(
                in: "query = 'event.dataset:azure.activitylogs AND «»'", bad: ["source.ip:10.*", "source.port:/44./"],
                good: ["source.ip:[10.0.0.0 TO 10.0.0.9]", "process.name:cmd*"], on: .lucene),
            Example(
                in: """
                    [[rule.filters]]
                    [rule.filters.meta]
                    type = "custom"
                    [rule.filters.query.prefix]
                    «»
                    """,
                bad: "\"source.ip\" = «\"10.\"»", good: "\"process.name\" = \"cmd\""),
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

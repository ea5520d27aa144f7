import Diagnostics
import Queries
import Rules

/// A field of a type that EQL does not read.
enum FieldTypeNotInEQL: RuleCheck {
    static let info = CheckInfo(
        id: "field-type-not-in-eql", category: .schema, severity: .error,
        summary: "EQL cannot read the type of the field, such as a nested field or an object",
        rationale: """
            EQL reads strings, numbers, dates, IP addresses, versions and booleans. Elasticsearch rejects a query that names \
            a field of another type, and the rule fails at every run.
            """,
        examples: [
            Example(
                in: "index = [\"logs-*\"]\nquery = 'any where «»'",
                bad: [
                    "«email.attachments.file.name» == \"invoice\"", "«dns.answers» != null",
                    "event.action == \"login\" and not «?source.geo.location» == \"Oslo\"",
                ],
                good: ["file.name == \"invoice\"", "dns.answers.name != null", "error.code == \"E5\""], on: .eql),
            // KQL can test whether such a field exists.
            Example(
                in: "query = \"event.dataset:azure.activitylogs and «»:*\"",
                good: ["dns.answers", "source.geo.location"]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .fieldType = $0 { true } else { false } }
    }
}

import Diagnostics
import Queries
import Rules

/// A field of a type that EQL does not read.
enum FieldTypeNotInEQL: RuleCheck {
    static let info = CheckInfo(
        id: "field-type-not-in-eql", category: .schema, severity: .error,
        summary: "an EQL query names a nested field, an object, or a field of another type that EQL does not read",
        rationale: """
            EQL reads strings, numbers, dates, addresses, versions and booleans. Elasticsearch refuses a query that names a \
            field of another type, and the rule fails at every run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    index = ["logs-*"]
                    query = 'any where «email.attachments.file.name» == "invoice"'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    index = ["logs-*"]
                    query = 'any where file.name == "invoice"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .fieldType = $0 { true } else { false } }
    }
}

import Diagnostics
import Queries
import Rules
import SourceText

/// A nested field without braces, or braces on another field.
enum NestedField: RuleCheck {
    static let info = CheckInfo(
        id: "nested-field-outside-braces", category: .schema, severity: .error,
        summary: "a nested field is outside braces, or braces are around a field that is not nested",
        rationale: """
            The objects of a `nested` field are kept apart from the event. A test of their members finds nothing unless \
            it is written in braces: `email.attachments:{ file.name:x.exe }`. Around other fields braces find nothing.
            """,
        examples: [
            Example(
                bad: """
                    index = ["logs-*"]
                    query = "«email.attachments.file.name»:invoice"
                    """,
                good: """
                    index = ["logs-*"]
                    query = "email.attachments:{ file.name:invoice }"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { if case .nesting = $0 { true } else { false } }
        forwardFilterIssues(view, &findings) { if case .nesting = $0 { true } else { false } }
    }
}

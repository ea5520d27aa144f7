import Diagnostics
import Documents
import Queries
import Rules

/// An exception on a field that the rules' indices do not have.
enum ExceptionUnknownField: InputCheck {
    static let info = CheckInfo(
        id: "exception-unknown-field", category: .structure, severity: .warning,
        summary: "an exception asks a field that no rule of the file has which refers to it",
        rationale: """
            A condition on a field that no event has never holds, so the exception sets nothing aside; one that excludes \
            always holds. A blank before or behind a name is enough. A list that serves several rules is told only where \
            none of them has the field.
            """,
        examples: [
            Example(
                bad: file("«\" user.name\"»"), good: file("\"user.name\""), syntax: .ndjson, isWhole: true)
        ])

    private static func file(_ field: String) -> String {
        ExampleExport.rule(ExampleExport.reference) + ExampleExport.list
            + ExampleExport.item(
                #"{"field": \#(field), "operator": "included", "type": "match", "value": "deploy"}"#)
    }
}

extension ExceptionUnknownField {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        forwardExceptionIssues(view, &findings) { if case .unknownField = $0 { true } else { false } }
    }
}

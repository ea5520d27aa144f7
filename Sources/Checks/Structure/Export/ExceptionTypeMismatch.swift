import Diagnostics
import Documents
import Queries
import Rules

/// An exception with a value that its field cannot have.
enum ExceptionTypeMismatch: InputCheck {
    static let info = CheckInfo(
        id: "exception-type-mismatch", category: .structure, severity: .error,
        summary: "an exception compares a field with a value that its type does not support",
        rationale: """
            Kibana joins the exceptions to the query of each rule that refers to their list. Elasticsearch refuses the \
            whole of it when a value cannot be one of its field's type, or when a pattern is on a number or an \
            address: one such exception fails every run of all these rules.
            """,
        examples: [
            Example(
                bad: file("«\"gateway\"»"), good: file("\"10.0.0.1\""), syntax: .ndjson, isWhole: true)
        ])

    private static func file(_ value: String) -> String {
        ExampleExport.rule(ExampleExport.reference) + ExampleExport.list
            + ExampleExport.item(
                #"{"field": "source.ip", "operator": "included", "type": "match_any", "value": [\#(value)]}"#)
    }
}

extension ExceptionTypeMismatch {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        forwardExceptionIssues(view, &findings) { kind in
            switch kind {
            case .valueDoesNotFit, .patternOnType, .nesting: true
            default: false
            }
        }
    }
}

import Diagnostics
import Documents
import Queries
import Rules

/// An exception with a value that its field cannot have.
enum ExceptionTypeMismatch: InputCheck {
    static let info = CheckInfo(
        id: "exception-type-mismatch", category: .structure, severity: .error,
        summary: "exception compares a field with a value that the field's type does not accept",
        rationale: """
            Kibana adds the exceptions to the query of each rule that refers to their list. Elasticsearch refuses the \
            whole query when a value does not have the type of its field, or when a pattern is on a number or an \
            IP address: one such exception fails every run of all these rules.
            """,
        examples: [
            Example(
                in: file(entry("source.ip", "match_any", "[«»]")), bad: ["\"gateway\"", "\"10.0.0.256\""],
                good: ["\"10.0.0.1\"", "\"10.0.0.0/8\""], syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    file(entry("source.port", "match", "«\"https\"»")),
                    file(entry("source.ip", "wildcard", "«\"10.0.*\"»")),
                    file(
                        #"{"field": «"source"», "type": "nested", "entries": [\#(entry("ip", "match", "\"10.0.0.1\""))]}"#
                    ),
                ],
                good: [
                    file(entry("source.port", "match", "\"443\"")), file(entry("user.name", "wildcard", "\"deploy*\"")),
                    // Without a rule that refers to the list the type is not known.
                    ExampleExport.rule() + ExampleExport.list
                        + ExampleExport.item(entry("source.ip", "match", "\"gateway\"")),
                ], syntax: .ndjson, isWhole: true),
        ])

    private static func file(_ entry: String) -> String {
        ExampleExport.rule(ExampleExport.reference) + ExampleExport.list + ExampleExport.item(entry)
    }

    private static func entry(_ field: String, _ type: String, _ value: String) -> String {
        #"{"field": "\#(field)", "operator": "included", "type": "\#(type)", "value": \#(value)}"#
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

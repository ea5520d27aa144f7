import Diagnostics
import Documents
import Rules

/// An exception that compares with a value list.
enum ExceptionValueList: InputCheck {
    static let info = CheckInfo(
        id: "exception-value-list", category: .structure, severity: .info,
        summary: "an exception compares with a value list, which no file has",
        rationale: """
            Value lists live in the stack and are not exported. Whoever imports the file has to make the list first. \
            `tenet match`, `compile` and `test` ignore the exception, and so report alerts that the stack would not.
            """,
        examples: [
            Example(
                bad: ExampleExport.list
                    + ExampleExport.item(
                        #"{"field": "source.ip", "operator": "included", "type": "list", "list": «{"id": "vpn", "type": "ip"}»}"#
                    ),
                good: ExampleExport.list
                    + ExampleExport.item(
                        #"{"field": "source.ip", "operator": "included", "type": "match", "value": "10.0.0.1"}"#),
                syntax: .ndjson, isWhole: true)
        ])
}

extension ExceptionValueList {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) where !findings.isFull {
            for entry in object.document.root["entries"]?.array ?? [] {
                guard entry["type"]?.string == "list", let list = entry["list"], let id = list["id"]?.string else {
                    continue
                }
                findings.add(
                    finding(view, at: list.range, "the value list `\(id.prefix(80))` is not in the file")
                        .help("make the list in the stack before the import"))
            }
        }
    }
}

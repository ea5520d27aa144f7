import Diagnostics
import Documents
import Rules

/// An exception that compares with a value list.
enum ExceptionValueList: InputCheck {
    static let info = CheckInfo(
        id: "exception-value-list", category: .structure, severity: .info,
        summary: "exception compares with a value list, which exports do not contain",
        rationale: """
            Value lists are part of the stack and are not exported: create the list before the import. \
            `tenet match`, `compile` and `test` ignore the exception, and so report alerts that the stack would not.
            """,
        examples: [
            Example(
                bad: [
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "source.ip", "operator": "included", "type": "list", "list": «{"id": "vpn", "type": "ip"}»}"#
                        )
                ],
                good: [
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "source.ip", "operator": "included", "type": "match", "value": "10.0.0.1"}"#),
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "source.ip", "operator": "included", "type": "exists", "list": {"id": "vpn", "#
                                + #""type": "ip"}}"#),
                ], syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "user.name", "operator": "excluded", "type": "list", "list": «{"id": "staff", "#
                                + #""type": "keyword"}»}"#),
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "user.name", "operator": "included", "type": "exists"}, "#
                                + #"{"field": "source.ip", "operator": "included", "type": "list", "list": «{"id": "vpn", "#
                                + #""type": "ip_range"}»}"#),
                ], syntax: .ndjson, isWhole: true),
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
                        .help("create the list in the stack before the import"))
            }
        }
    }
}

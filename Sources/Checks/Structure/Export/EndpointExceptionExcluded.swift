import Diagnostics
import Documents
import Rules

/// An endpoint exception that excludes values.
enum EndpointExceptionExcluded: InputCheck {
    static let info = CheckInfo(
        id: "endpoint-exception-excluded", category: .structure, severity: .error,
        summary: "endpoint exception uses the operator `excluded`",
        rationale: """
            Elastic Defend applies the exceptions of the endpoint list on the hosts, and supports only entries with the \
            operator `included`; Elastic's tools refuse the others.
            """,
        examples: [
            Example(
                in: item("endpoint_list", entry("«»")), bad: "\"excluded\"", good: "\"included\"", syntax: .ndjson,
                isWhole: true),
            Example(
                bad: [
                    item("endpoint_list", entry("\"included\"") + ", " + entry("«\"excluded\"»")),
                    item(
                        "endpoint_list",
                        "{\"field\": \"file.path\", \"type\": \"exists\", \"operator\": «\"excluded\"»}"),
                ],
                good: [ExampleExport.list + item("vault-exceptions", entry("\"excluded\""))], syntax: .ndjson,
                isWhole: true),
        ])

    private static func item(_ list: String, _ entries: String) -> String {
        ExampleExport.rule() + """
            {"list_id": "\(list)", "item_id": "tool", "type": "simple", "name": "Tool", "description": "Our tool.", \
            "entries": [\(entries)]}
            """
    }

    private static func entry(_ operation: String) -> String {
        #"{"field": "file.path", "type": "match", "value": "C:\\tool.exe", "operator": \#(operation)}"#
    }
}

extension EndpointExceptionExcluded {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) where object.document.root["list_id"]?.string == "endpoint_list" {
            for entry in object.document.root["entries"]?.array ?? [] {
                guard let word = entry["operator"], word.string == "excluded" else { continue }
                findings.add(
                    finding(view, at: word.range, "endpoint exceptions cannot exclude values")
                        .help("write `included`, and the values to allow"))
            }
        }
    }
}

import Diagnostics
import Documents
import Rules

/// An endpoint exception that excludes values.
enum EndpointExceptionExcluded: InputCheck {
    static let info = CheckInfo(
        id: "endpoint-exception-excluded", category: .structure, severity: .error,
        summary: "an endpoint exception has the operator `excluded`",
        rationale: """
            Exceptions of the endpoint list are carried out on the hosts, which know only entries that include values; \
            Elastic's tools refuse the others.
            """,
        examples: [
            Example(
                bad: item("«\"excluded\"»"), good: item("\"included\""), syntax: .ndjson, isWhole: true)
        ])

    private static func item(_ operation: String) -> String {
        ExampleExport.rule() + """
            {"list_id": "endpoint_list", "item_id": "tool", "type": "simple", "name": "Tool", "description": "Our tool.", \
            "entries": [{"field": "file.path", "type": "match", "value": "C:\\\\tool.exe", "operator": \(operation)}]}
            """
    }
}

extension EndpointExceptionExcluded {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) where object.document.root["list_id"]?.string == "endpoint_list" {
            for entry in object.document.root["entries"]?.array ?? [] {
                guard let word = entry["operator"], word.string == "excluded" else { continue }
                findings.add(
                    finding(view, at: word.range, "endpoint exceptions cannot exclude values")
                        .help("write `included`, and the values that are to pass"))
            }
        }
    }
}

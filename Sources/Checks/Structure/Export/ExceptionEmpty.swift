import Diagnostics
import Documents
import Rules

/// An exception without a condition, or a condition without a value.
enum ExceptionEmpty: InputCheck {
    static let info = CheckInfo(
        id: "exception-empty", category: .structure, severity: .error,
        summary: "exception has no entries, or an entry without a value",
        rationale: """
            Kibana refuses an exception without entries, and an entry whose value is an empty text or an empty list: it \
            would exclude every alert, or none.
            """,
        examples: [
            Example(
                in: entry("match_any"), bad: "[]", good: ["[\"deploy\"]", "[\"\"]"], syntax: .ndjson, isWhole: true),
            Example(in: entry("match"), bad: "\"\"", good: ["\"deploy\"", "\" \""], syntax: .ndjson, isWhole: true),
            Example(
                bad: [
                    ExampleExport.list + ExampleExport.item("").replacing("[]", with: "«[]»"),
                    ExampleExport.list + ExampleExport.item(nested("«[]»")),
                    ExampleExport.list
                        + ExampleExport.item(
                            nested(#"[{"field": "name", "operator": "included", "type": "match", "value": «""»}]"#)),
                ],
                good: [
                    ExampleExport.list
                        + ExampleExport.item(
                            nested(#"[{"field": "name", "operator": "included", "type": "match", "value": "deploy"}]"#)),
                    ExampleExport.list
                        + ExampleExport.item(#"{"field": "user.name", "operator": "included", "type": "exists"}"#),
                    ExampleExport.list
                        + ExampleExport.item(
                            #"{"field": "user.name", "operator": "included", "type": "exists", "entries": []}"#),
                ], syntax: .ndjson, isWhole: true),
        ], refusedIn: .all)

    private static func entry(_ type: String) -> String {
        ExampleExport.list
            + ExampleExport.item(#"{"field": "user.name", "operator": "included", "type": "\#(type)", "value": «»}"#)
    }

    private static func nested(_ entries: String) -> String {
        #"{"field": "user", "type": "nested", "entries": \#(entries)}"#
    }

    private static func look(
        _ entries: [Node], isNested: Bool, _ view: borrowing InputView, _ findings: inout Findings
    ) {
        for entry in entries where !findings.isFull {
            guard let table = entry.table else { continue }
            if let value = table["value"]?.value, value.string?.isEmpty == true || value.array?.isEmpty == true {
                findings.add(finding(view, at: value.range, "the entry compares with an empty value"))
            }
            guard !isNested, table["type"]?.value.string == "nested", let inner = table["entries"]?.value,
                let items = inner.array
            else { continue }
            if items.isEmpty { findings.add(finding(view, at: inner.range, "the nested entry has no entries")) }
            look(items, isNested: true, view, &findings)
        }
    }
}

extension ExceptionEmpty {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for object in view.objects(.exceptionItem) {
            guard let entries = object.document.root["entries"], let items = entries.array else { continue }
            if items.isEmpty { findings.add(finding(view, at: entries.range, "the exception has no entries")) }
            look(items, isNested: false, view, &findings)
        }
    }
}

import Diagnostics
import Documents
import Rules

/// An exception without a condition, or a condition without a value.
enum ExceptionEmpty: InputCheck {
    static let info = CheckInfo(
        id: "exception-empty", category: .structure, severity: .error,
        summary: "an exception has no entries, or an entry without a value",
        rationale: """
            Kibana refuses an exception without entries, and entries that compare with an empty text or with one of no \
            texts: they would set everything aside, or nothing.
            """,
        examples: [
            Example(
                bad: ExampleExport.list
                    + ExampleExport.item(
                        #"{"field": "user.name", "operator": "included", "type": "match_any", "value": «[]»}"#),
                good: ExampleExport.list
                    + ExampleExport.item(
                        #"{"field": "user.name", "operator": "included", "type": "match_any", "value": ["deploy"]}"#),
                syntax: .ndjson, isWhole: true)
        ], refusedIn: .all)

    private static func look(
        _ entries: [Node], isNested: Bool, _ view: borrowing InputView, _ findings: inout Findings
    ) {
        for entry in entries where !findings.isFull {
            guard let table = entry.table else { continue }
            if let value = table["value"]?.value, value.string?.isEmpty == true || value.array?.isEmpty == true {
                findings.add(finding(view, at: value.range, "the entry compares with nothing"))
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

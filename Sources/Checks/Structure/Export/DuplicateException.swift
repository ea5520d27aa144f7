import Diagnostics
import Documents
import Rules
import SourceText

/// An exception list or item that a file holds twice.
enum DuplicateException: InputCheck {
    static let info = CheckInfo(
        id: "duplicate-exception", category: .structure, severity: .warning,
        summary: "export repeats an exception list or item",
        rationale: """
            Exports of some versions hold a list and its items once for each rule that refers to it. Kibana's import \
            reports each repetition as an error and uses the last one. `tenet convert` writes each once.
            """,
        examples: [
            Example(
                bad: [ExampleExport.list + item("\"deploy\"") + item("«\"deploy\"»")],
                good: [ExampleExport.list + item("\"deploy\"") + item("\"backup\"")],
                syntax: .ndjson, isWhole: true),
            Example(
                bad: [list("\"vault-exceptions\"") + item("\"deploy\"") + item("\"backup\"") + item("«\"deploy\"»")],
                good: [list("\"vault-exceptions\"") + item("\"deploy\"") + item("\"backup\"")],
                syntax: .ndjson, isWhole: true),
            Example(
                bad: [list("\"vault-exceptions\"") + list("«\"vault-exceptions\"»")],
                good: [list("\"vault-exceptions\"") + list("\"other-exceptions\"")],
                syntax: .ndjson, isWhole: true),
        ])

    private static func list(_ id: String) -> String {
        """
        {"list_id": \(id), "type": "detection", "namespace_type": "single", "name": "Vault exceptions", \
        "description": "What is known to change vaults."}

        """
    }

    private static func item(_ id: String) -> String {
        """
        {"list_id": "vault-exceptions", "item_id": \(id), "type": "simple", "name": "Deployment", \
        "description": "The pipeline changes vaults.", "namespace_type": "single", \
        "entries": [{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}]}

        """
    }
}

extension DuplicateException {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        for (kind, key, noun) in [
            (KibanaInput.Kind.exceptionList, "list_id", "exception list"),
            (.exceptionItem, "item_id", "exception"),
        ] {
            var first: [String: ByteRange] = [:]
            for object in view.objects(kind) where !findings.isFull {
                guard let id = object.document.root[key], let text = id.string else { continue }
                let namespace = object.document.root["namespace_type"]?.string ?? "single"
                guard let other = first["\(namespace)\0\(text)"] else {
                    first["\(namespace)\0\(text)"] = id.range
                    continue
                }
                findings.add(
                    finding(view, at: id.range, "the file has the \(noun) `\(text.prefix(80))` twice")
                        .label(view.location(other), "the first one")
                        .help("remove one of the two"))
            }
        }
    }
}

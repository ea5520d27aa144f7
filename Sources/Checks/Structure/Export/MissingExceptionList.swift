import Diagnostics
import Documents
import Rules
import SourceText

/// A rule of an import file that refers to an exception list which is not in the file.
enum MissingExceptionList: InputCheck {
    static let info = CheckInfo(
        id: "missing-exception-list", category: .structure, severity: .warning, needsWholeFile: true,
        summary: "import file lacks an exception list that one of its rules refers to",
        rationale: """
            Import looks for the list in the file and in the space, with the same type and namespace. If it is in \
            neither, the rule is imported without its exceptions and alerts again on what had been excluded. An export \
            without exceptions does not contain the lists.
            """,
        examples: [
            Example(
                in: rule("«»") + ExampleExport.list, bad: "\"vault\"", good: "\"vault-exceptions\"", syntax: .ndjson,
                isWhole: true),
            Example(
                bad: [
                    rule("«\"vault-exceptions\"»"),
                    rule("«\"vault-exceptions\"»", "\"rule_default\"") + ExampleExport.list,
                    rule("«\"vault-exceptions\"»", "\"detection\"", "agnostic") + ExampleExport.list,
                    ExampleExport.rule()
                        + ExampleExport.item(entry).replacing("\"vault-exceptions\"", with: "«$0»")
                        .replacing("$0", with: "\"vault-exceptions\""),
                ],
                good: [
                    rule("\"endpoint_list\"", "\"endpoint\"", "agnostic"), ExampleExport.rule() + endpointItem,
                    ExampleExport.rule() + ExampleExport.list + ExampleExport.item(entry), ExampleExport.rule(),
                ], syntax: .ndjson, isWhole: true),
            // A body of the API names lists of its server.
            Example(good: [ExampleExport.reference], on: .kibana),
        ])

    private static func rule(_ id: String, _ type: String = "\"detection\"", _ namespace: String = "single") -> String {
        ExampleExport.rule(
            """
            "exceptions_list": [{"id": "e1", "list_id": \(id), "type": \(type), "namespace_type": "\(namespace)"}]
            """)
    }

    private static let entry = #"{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}"#

    private static let endpointItem = ExampleExport.item(entry).replacing("vault-exceptions", with: "endpoint_list")

    /// Lists that every space has.
    private static let builtIn: Set<String> = [
        "endpoint_list", "endpoint_trusted_apps", "endpoint_trusted_devices", "endpoint_event_filters",
        "endpoint_host_isolation_exceptions", "endpoint_blocklists",
    ]
}

extension MissingExceptionList {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard view.input.isLines else { return }
        var lists: [String: Table] = [:]
        for object in view.objects(.exceptionList) {
            guard let table = object.document.root.table, let id = table["list_id"]?.value.string else { continue }
            lists[id] = table
        }
        for loaded in view.rules {
            for reference in loaded.rule.elastic.exceptionLists {
                guard let id = reference.listID, !builtIn.contains(id.text) else { continue }
                guard let message = fault(reference, id.text, lists[id.text]) else { continue }
                var result = finding(view, at: id.range, message)
                    .help("export the rules with their exceptions, or create the list before the import")
                result.ruleID = loaded.rule.id?.text
                findings.add(result)
            }
        }
        for object in view.objects(.exceptionItem) where !findings.isFull {
            guard let id = object.document.root["list_id"], let text = id.string, lists[text] == nil,
                !builtIn.contains(text)
            else { continue }
            findings.add(
                finding(view, at: id.range, "the file has no exception list `\(text.prefix(80))` for this exception")
                    .help("add the list, or make sure that the space has it: else import refuses the exception"))
        }
    }

    private static func fault(_ reference: RuleException, _ id: String, _ list: Table?) -> String? {
        guard let list else { return "the file has no exception list `\(id.prefix(80))`" }
        for (key, said) in [("type", reference.type), ("namespace_type", reference.namespaceType)] {
            guard let said, let other = list[key]?.value.string, other != said.text else { continue }
            return "the exception list `\(id.prefix(80))` has another `\(key)`: `\(other.prefix(60))`"
        }
        return nil
    }
}

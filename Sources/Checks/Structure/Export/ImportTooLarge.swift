import Diagnostics
import Documents
import Rules
import SourceText

/// An import file that is larger than Kibana accepts in one request.
enum ImportTooLarge: InputCheck {
    static let info = CheckInfo(
        id: "import-too-large", category: .structure, severity: .error,
        summary: "import file is larger than Kibana accepts",
        rationale: """
            Kibana accepts at most 10,485,760 bytes and 9,999 rules (and as many exceptions) in one import, and refuses a \
            larger file as a whole; a few thousand rules reach the limit. A full export can therefore be too large to \
            import. Both limits are settings of the server.
            """,
        examples: [
            Example(
                bad: [
                    ExampleExport.rule() + "«»" + other(12),
                    ExampleExport.rule() + "«»" + other(12) + other(13),
                    // A list counts as an exception.
                    ExampleExport.rule(ExampleExport.reference) + ExampleExport.list + "«»" + item,
                ],
                good: [ExampleExport.rule(), ExampleExport.rule(ExampleExport.reference) + ExampleExport.list],
                syntax: .ndjson, isWhole: true, mostImportedRules: 1),
            Example(
                good: [ExampleExport.rule() + other(12), ExampleExport.list + item + ExampleExport.rule()],
                syntax: .ndjson, isWhole: true, mostImportedRules: 2),
            // Bodies of the API are not imported.
            Example(
                good: "[\(ExampleExport.rule()), \(other(12))]", syntax: .json, isWhole: true, mostImportedRules: 1),
        ], refusedIn: .all)

    /// Another rule with that number at the end of its ID.
    private static func other(_ number: Int) -> String {
        ExampleExport.rule().replacing("9d0a-2b1c7f6f8a11", with: "9d0a-2b1c7f6f8a\(number)")
            .replacing("Key Vault Changed", with: "Key Vault Changed \(number)")
            .replacing("event.outcome:success", with: "event.code:\(number)")
    }

    private static let item = ExampleExport.item(
        #"{"field": "user.name", "operator": "included", "type": "match", "value": "deploy"}"#)
}

extension ImportTooLarge {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) {
        guard view.input.isLines else { return }
        let limits = view.context.importLimits
        let size = view.source.bytes.count
        if size > limits.bytes {
            findings.add(
                finding(
                    view, at: ByteRange(at: 0), "the file has \(size) bytes; Kibana imports at most \(limits.bytes)"
                )
                .help("split the file; each part needs the exception lists and connectors that its rules refer to"))
        }
        let rules = view.rules.map(\.document.root)
        let exceptions = (view.objects(.exceptionList) + view.objects(.exceptionItem)).map(\.document.root)
        for (nodes, noun) in [(rules, "rules"), (exceptions, "exceptions")] where nodes.count > limits.objects {
            let place = ByteRange(at: nodes[limits.objects].range.start)
            findings.add(
                finding(view, at: place, "\(nodes.count) \(noun); Kibana imports at most \(limits.objects) at once")
                    .help("split the file here or before"))
        }
    }
}

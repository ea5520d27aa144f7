import Diagnostics
import Documents
import Rules
import SourceText

/// An import file beyond what Kibana takes in one request.
enum ImportTooLarge: InputCheck {
    static let info = CheckInfo(
        id: "import-too-large", category: .structure, severity: .error,
        summary: "an import file is larger than Kibana accepts",
        rationale: """
            Kibana accepts at most 10,485,760 bytes and 9,999 rules (and as many exceptions) in one import and refuses the \
            whole file otherwise; some thousand rules fill it. A full export can therefore be too large to be imported. \
            Both limits are settings of the server.
            """,
        examples: [
            Example(
                bad: ExampleExport.rule() + "«»" + other, good: ExampleExport.rule(), syntax: .ndjson, isWhole: true,
                mostImportedRules: 1)
        ], refusedIn: .all)

    private static let other = ExampleExport.rule()
        .replacing("9d0a-2b1c7f6f8a11", with: "9d0a-2b1c7f6f8a12").replacing("Key Vault Changed", with: "Vault Removed")
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
                .help("split it: each part needs the exception lists and connectors that its rules name"))
        }
        let rules = view.rules.map(\.document.root)
        let exceptions = (view.objects(.exceptionList) + view.objects(.exceptionItem)).map(\.document.root)
        for (nodes, noun) in [(rules, "rules"), (exceptions, "exceptions")] where nodes.count > limits.objects {
            let place = ByteRange(at: nodes[limits.objects].range.start)
            findings.add(
                finding(view, at: place, "\(nodes.count) \(noun); Kibana imports at most \(limits.objects) at once")
                    .help("split the file here at the latest"))
        }
    }
}

import Diagnostics
import Documents
import Rules
import SourceText

/// A byte order mark, which UTF-8 files do not need.
enum ByteOrderMark: RuleCheck {
    static let info = CheckInfo(
        id: "byte-order-mark", category: .text, severity: .warning, fix: .always(.safe),
        summary: "file begins with a byte order mark",
        rationale: """
            Rule files are UTF-8, so the mark has no meaning. Some editors write it without showing it. Many TOML parsers \
            read it as a part of the first key and refuse the file; others drop the first table. Kibana's import cannot \
            read the first line of such a file.
            """,
        examples: [
            Example(bad: ["«\u{FEFF}»" + file], good: [file], isWhole: true),
            Example(
                bad: ["«\u{FEFF}»" + ExampleExport.rule(), "«\u{FEFF}»" + ExampleExport.rule() + ExampleExport.list],
                good: [ExampleExport.rule()], syntax: .ndjson, isWhole: true),
            // Of two rules in a file only the first is reported.
            Example(bad: ["«\u{FEFF}»" + pair], good: [pair], syntax: .yaml, isWhole: true),
        ], severities: [.elastic: .error], refusedIn: .all)

    private static let pair = ExamplePair.text(id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Secret Removed")

    private static let file = """
        [metadata]
        creation_date = "2026/01/05"
        updated_date = "2026/01/05"

        [rule]
        author = ["Example Authors"]
        description = "Reports each change to a key vault."
        index = ["logs-azure.activitylogs-*"]
        language = "kuery"
        name = "Key Vault Changed"
        query = "event.dataset:azure.activitylogs"
        risk_score = 47
        rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
        severity = "medium"
        type = "query"

        """

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A file of Kibana's objects is reported once as a whole, by `inspect`.
        if view.isFirst, !view.isKibana { look(view, nil, &findings) }
    }

    private static func look(_ view: borrowing some FileView, _ severity: Severity?, _ findings: inout Findings) {
        guard view.source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return }
        let place = ByteRange(0, 3)
        findings.add(
            finding(view, at: place, "the file begins with a byte order mark", severity: severity)
                .help("save it as UTF-8 without the mark")
                .fix(Fix("remove the mark", .safe, Edit(place, ""))))
    }
}

extension ByteOrderMark: InputCheck {
    static func inspect(_ view: borrowing InputView, _ findings: inout Findings) { look(view, .error, &findings) }
}

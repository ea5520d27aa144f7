import Diagnostics
import Documents
import Rules

/// A file that does not say whether its rule is ready.
enum MissingMaturity: RuleCheck {
    static let info = CheckInfo(
        id: "missing-maturity", category: .metadata, severity: .info, fix: .sometimes(.unsafe), needsWholeFile: true,
        summary: "`[metadata]` has no `maturity`",
        rationale: """
            Only rules of maturity `production` are built into Elastic's packages and get a version. Without the key the \
            rule is checked like any other and never shipped, which looks like a bug of the build.
            """,
        examples: [
            Example(
                bad: """
                    [«metadata»]
                    # without maturity
                    creation_date = "2026/01/05"
                    """,
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    maturity = "production"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let metadata = view.rule.metadataEntry, let table = metadata.value.table, table["maturity"] == nil,
            !view.isMisspelt(["metadata", "maturity"]),
            view.rule.id.flatMap({ view.context.lock?.entry(ofRule: $0.text) }) == nil
        else { return }
        let edit = (table["creation_date"] ?? table.entries.last).flatMap { entry in
            EntryEdits.insert("maturity", "production", after: entry, in: view.source, syntax: view.document.syntax)
        }
        findings.add(
            finding(view, at: metadata.keyRange, "the file does not say the rule's maturity")
                .help("add `maturity = \"production\"` when the rule is ready to be shipped")
                .fix(edit.map { Fix("add maturity `production`", .unsafe, $0) }))
    }
}

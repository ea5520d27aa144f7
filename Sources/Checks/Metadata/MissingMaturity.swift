import Diagnostics
import Documents
import Rules

/// A file that does not say whether its rule is ready.
enum MissingMaturity: RuleCheck {
    static let info = CheckInfo(
        id: "missing-maturity", category: .metadata, severity: .info, fix: .sometimes(.unsafe), needsWholeFile: true,
        summary: "`[metadata]` has no `maturity`",
        rationale: """
            Only rules of maturity `production` get a version and are built into Elastic's packages. A rule without the \
            key is checked like any other but never published, which looks like a bug of the build.
            """,
        examples: [
            Example(
                bad: """
                    [«metadata»]
                    # without maturity
                    creation_date = "2026/01/05"
                    """,
                good: [
                    """
                    [metadata]
                    creation_date = "2026/01/05"
                    maturity = "production"
                    """,
                    """
                    [metadata]
                    maturity = "development"
                    """,
                ]),
            Example(bad: "«metadata»:\n# without maturity\n  creation_date: \"2026/01/05\"", syntax: .yaml),
            // A published rule without the key is a finding of locked-rule-demoted.
            Example(
                good: "[metadata]\n# without maturity",
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3}}"#),
            Example(
                bad: "[«metadata»]\n# without maturity",
                lock: #"{"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a":{"version":3}}"#),
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
            finding(view, at: metadata.keyRange, "the rule has no `maturity`")
                .help("add `maturity = \"production\"` when the rule is ready to be published")
                .fix(edit.map { Fix("add maturity `production`", .unsafe, $0) }))
    }
}

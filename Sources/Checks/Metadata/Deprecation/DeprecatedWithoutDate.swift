import Diagnostics
import Documents
import Rules

/// A deprecated rule without its date.
enum DeprecatedWithoutDate: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-without-date", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "deprecated rule without `deprecation_date`",
        rationale: """
            The date shows since which release a rule is no longer shipped. It is the day of the last change, \
            because a deprecated rule is not changed again.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [metadata]
                    maturity = «"deprecated"»
                    updated_date = "2026/02/10"
                    """,
                    """
                    [metadata]
                    # Its data source was discontinued.
                    maturity = «"deprecated"» # since February
                    """,
                    // The day of the last change is not known.
                    """
                    [metadata]
                    maturity = «"deprecated"»
                    updated_date = "last week"
                    """,
                ],
                good: [
                    """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                    """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/01/30"
                    """,
                ], badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/_deprecated/impact_vault.toml"),
            Example(
                good: """
                    [metadata]
                    maturity = "production"
                    """, goodPath: "rules/azure/impact_vault.toml"),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let metadata = view.rule.metadata
        guard view.isDeprecated, let table = view.rule.metadataEntry?.value.table, table["deprecation_date"] == nil
        else { return }
        var result = finding(view, at: view.maturityPlace, "the rule is deprecated, but has no `deprecation_date`")
        if let updated = metadata.updatedDate, RuleDate(updated.text) != nil, let maturity = table["maturity"] {
            let edit = EntryEdits.insert(
                "deprecation_date", updated.text, after: maturity, in: view.source, syntax: view.document.syntax)
            result = result.fix(edit.map { Fix("add `deprecation_date` with the day of the last change", .safe, $0) })
        }
        findings.add(result.help("add `deprecation_date` with the day of the last change"))
    }
}

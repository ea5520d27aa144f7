import Diagnostics
import Documents
import Rules

/// A rule that is deprecated without a reason.
enum DeprecatedWithoutReason: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-without-reason", category: .metadata, severity: .error,
        summary: "rule was deprecated without `deprecated_reason`",
        rationale: """
            Since 9.4, Kibana shows the reason to users who have the rule installed. Only rules that the change \
            deprecates must have one. Tenet compares the file with the revision of `--changed-since`.
            """,
        examples: [
            Example(
                bad: [
                    """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                    """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecated_reason = ""
                    deprecation_date = "2026/02/10"
                    """,
                    """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecated_reason = "  "
                    deprecation_date = "2026/02/10"
                    """,
                ],
                good: [
                    """
                    [metadata]
                    maturity = "deprecated"
                    deprecated_reason = "Its data source was discontinued."
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                    """
                    name = "Key Vault Changed by a Guest"
                    """,
                ], badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/_deprecated/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "production"
                    """),
            // It was deprecated before, or there is not a revision to compare with.
            Example(
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    """, goodPath: "rules/_deprecated/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "deprecated"
                    """),
            Example(
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    """, goodPath: "rules/_deprecated/impact_vault.toml"),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isDeprecated, view.change != nil, !view.wasDeprecated else { return }
        let reason = view.rule.metadataEntry?.value["deprecated_reason"]?.textScalar?.text ?? ""
        guard reason.utf8.allSatisfy({ $0 <= 0x20 }) else { return }
        findings.add(
            finding(view, at: view.maturityPlace, "the rule is deprecated without a reason")
                .help("add `deprecated_reason`: why the rule is no longer needed, or what to use instead"))
    }
}

extension RuleView {
    /// Whether the rule was deprecated in the revision that the run compares with.
    fileprivate var wasDeprecated: Bool { before?.metadata.maturity?.text == "deprecated" }
}

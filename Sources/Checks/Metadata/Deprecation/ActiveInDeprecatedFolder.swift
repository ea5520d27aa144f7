import Diagnostics
import Rules

/// A rule in a folder `_deprecated` that is not deprecated.
enum ActiveInDeprecatedFolder: RuleCheck {
    static let info = CheckInfo(
        id: "active-in-deprecated-folder", category: .metadata, severity: .error,
        summary: "rule in a folder `_deprecated` is not marked as deprecated",
        rationale: """
            The `maturity` of a rule decides whether it is deprecated, not its folder. This rule would be built and \
            shipped although it looks deprecated.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    maturity = «»
                    """, bad: ["\"production\"", "\"development\""], good: "\"production\"",
                badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/azure/impact_vault.toml"),
            Example(
                bad: """
                    [metadata]
                    maturity = «"production"»
                    """,
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    """, badPath: "rules/_deprecated/azure/impact_vault.toml",
                goodPath: ["rules/_deprecated/impact_vault.toml", "rules/_deprecated/azure/impact_vault.toml"]),
            Example(
                bad: """
                    [«metadata»]
                    # without maturity
                    integration = ["azure"]
                    """, badPath: "rules/_deprecated/impact_vault.toml"),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isInDeprecatedFolder, !view.isDeprecated, view.rule.ruleEntry != nil else { return }
        let maturity = view.rule.metadata.maturity.map { "its maturity is `\($0.text.prefix(40))`" }
        findings.add(
            finding(
                view, at: view.maturityPlace,
                "the rule is in a folder `_deprecated`, but \(maturity ?? "has no `maturity`")"
            )
            .help("set `maturity` to `deprecated`, or move the file back"))
    }
}

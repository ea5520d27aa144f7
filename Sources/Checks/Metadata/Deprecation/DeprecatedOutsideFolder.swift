import Diagnostics
import Rules

/// A deprecated rule outside of a folder `_deprecated`.
enum DeprecatedOutsideFolder: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-outside-folder", category: .metadata, severity: .error,
        summary: "deprecated rule is not in a folder `_deprecated`",
        rationale: """
            Readers and scripts treat a rule among the active ones as active. In Elastic's repository deprecated \
            rules move to the `_deprecated` folder itself, not to a folder below it, including building block rules.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                badPath: [
                    "rules/azure/impact_vault.toml", "rules_building_block/impact_vault.toml",
                    "rules/_deprecated/azure/impact_vault.toml",
                ],
                goodPath: [
                    "rules/_deprecated/impact_vault.toml", "rules_building_block/_deprecated/impact_vault.toml",
                    "impact_vault.toml",
                ]),
            Example(
                good: """
                    [metadata]
                    maturity = "production"
                    """, goodPath: "rules/azure/impact_vault.toml"),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isDeprecated, let folder = view.path.folder, view.depthBelowDeprecated != 0 else { return }
        let place = "`\(folder.prefix(80))`" + (view.isInDeprecatedFolder ? ", not directly in `_deprecated`" : "")
        findings.add(
            finding(view, at: view.maturityPlace, "the rule is deprecated, but is in \(place)")
                .help("move the file to `_deprecated`"))
    }
}

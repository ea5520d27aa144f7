import Diagnostics
import Rules

/// An active rule among the deprecated ones.
enum ActiveInDeprecatedFolder: RuleCheck {
    static let info = CheckInfo(
        id: "active-in-deprecated-folder", category: .metadata, severity: .error,
        summary: "a rule in a folder `_deprecated` is not marked as deprecated",
        rationale: """
            A rule counts as out of service by its `maturity`, not by its folder: this one would be built and shipped \
            although it looks retired.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = «"production"»
                    """,
                good: """
                    [metadata]
                    maturity = "production"
                    """, badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/azure/impact_vault.toml")
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isInDeprecatedFolder, !view.isDeprecated, view.rule.ruleEntry != nil else { return }
        let maturity = view.rule.metadata.maturity.map { "its maturity is `\($0.text.prefix(40))`" }
        findings.add(
            finding(
                view, at: view.maturityPlace,
                "the rule is among the deprecated ones, but \(maturity ?? "has no `maturity`")"
            )
            .help("set `maturity` to `deprecated`, or move the file back"))
    }
}

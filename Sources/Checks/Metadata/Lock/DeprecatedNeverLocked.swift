import Diagnostics
import Rules

/// A rule that is out of service and never was in it.
enum DeprecatedNeverLocked: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-never-locked", category: .metadata, severity: .error,
        summary: "deprecated rule was never published",
        rationale: """
            A rule is deprecated to inform the users who have it installed. A rule without an entry in the version lock is \
            not installed anywhere: its file can be deleted, or its maturity set back to `development`.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """,
                good: [
                    """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"

                    [rule]
                    rule_id = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"
                    """,
                    "[metadata]\nmaturity = \"production\"",
                ], badPath: "rules/_deprecated/impact_vault.toml",
                goodPath: "rules/_deprecated/impact_vault.toml",
                lock: #"{"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a":{"version":3}}"#),
            Example(
                bad: "[metadata]\nmaturity = «\"deprecated\"»\ndeprecation_date = \"2026/02/10\"",
                badPath: ["rules/_deprecated/impact_vault.toml", "rules/_deprecated/azure/impact_vault.toml"],
                lock: "{}"),
            // Without a version lock it is unknown what was published.
            Example(
                good: "[metadata]\nmaturity = \"deprecated\"\ndeprecation_date = \"2026/02/10\"",
                goodPath: "rules/_deprecated/impact_vault.toml"),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isDeprecated, let lock = view.context.lock, let id = view.rule.id, lock.entry(ofRule: id.text) == nil
        else { return }
        findings.add(
            finding(view, at: view.maturityPlace, "the rule is deprecated, but was never published")
                .label(view.location(id.range), "the version lock has no entry for this ID")
                .help("delete the file, or set `maturity` to `development`"))
    }
}

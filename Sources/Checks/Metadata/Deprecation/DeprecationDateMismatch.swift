import Diagnostics
import Rules

/// A deprecated rule that was changed on another day than it was deprecated.
enum DeprecationDateMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "deprecation-date-mismatch", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "`deprecation_date` of a deprecated rule differs from `updated_date`",
        rationale: """
            Deprecating a rule is its last change, so both dates are the same day. If they differ, one was \
            forgotten, or the rule was changed after it was deprecated.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = «»
                    updated_date = "2026/02/10"
                    """, bad: ["\"2026/01/30\"", "\"2026/02/11\"", "'2026/02/09'"],
                good: ["\"2026/02/10\"", "'2026/02/10'"],
                badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/_deprecated/impact_vault.toml"),
            Example(
                good: """
                    [metadata]
                    maturity = "production"
                    deprecation_date = "2026/01/30"
                    updated_date = "2026/02/10"
                    """),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let metadata = view.rule.metadata
        guard view.isDeprecated, let deprecated = metadata.deprecationDate, let updated = metadata.updatedDate,
            deprecated.text != updated.text
        else { return }
        let edit = deprecated.replacing(with: updated.text)
        findings.add(
            finding(view, at: deprecated.range, "`deprecation_date` is not the day of the last change")
                .label(view.location(updated.range), "the last change")
                .help("write the same day in both")
                .fix(edit.map { Fix("write `\(updated.text)`", .unsafe, $0) }))
    }
}

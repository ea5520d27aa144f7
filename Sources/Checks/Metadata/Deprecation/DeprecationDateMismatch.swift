import Diagnostics
import Rules

/// A deprecated rule that changed on another day than it was deprecated.
enum DeprecationDateMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "deprecation-date-mismatch", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "a deprecated rule's `deprecation_date` is not its `updated_date`",
        rationale: """
            Deprecating a rule is its last change, so both dates are one day. Where they differ, one was forgotten, or \
            the rule was changed after it had gone out of service.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = «"2026/01/30"»
                    updated_date = "2026/02/10"
                    """,
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """, badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/_deprecated/impact_vault.toml"
            )
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
                .help("write one day in both")
                .fix(edit.map { Fix("write `\(updated.text)`", .unsafe, $0) }))
    }
}

import Diagnostics
import Documents
import Rules

/// A rule that goes out of service without a word.
enum DeprecatedWithoutReason: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-without-reason", category: .metadata, severity: .error,
        summary: "a rule was deprecated without a `deprecated_reason`",
        rationale: """
            Stacks from 9.4 on show the reason to those who have the rule installed. Only rules that this change \
            deprecates must have one; Tenet sees which with `--changed-since`.
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
                    deprecated_reason = "Its data source was discontinued."
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """, badPath: "rules/_deprecated/impact_vault.toml",
                goodPath: "rules/_deprecated/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "production"
                    """)
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.isDeprecated, view.change != nil, !view.wasDeprecated else { return }
        let reason = view.rule.metadataEntry?.value["deprecated_reason"]?.textScalar?.text ?? ""
        guard reason.utf8.allSatisfy({ $0 <= 0x20 }) else { return }
        findings.add(
            finding(view, at: view.maturityPlace, "the rule is deprecated without a reason")
                .help("add `deprecated_reason` with what to do instead, or why it is not needed any more"))
    }
}

extension RuleView {
    /// Whether the rule was deprecated before the change that the run looks at.
    fileprivate var wasDeprecated: Bool { before?.metadata.maturity?.text == "deprecated" }
}

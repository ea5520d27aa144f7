import Diagnostics
import Documents
import Rules
import SourceText

/// A change to a rule that is out of service.
enum DeprecatedRuleModified: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-rule-modified", category: .metadata, severity: .error,
        summary: "a file of a folder `_deprecated` was changed",
        rationale: """
            Deprecated rules are kept as they were when they were last shipped, so that what is installed somewhere can \
            be explained. Elastic's repository refuses a change to one; moving a file there is none. Tenet sees that \
            with `--changed-since`.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = «"deprecated"»
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"

                    [rule]
                    name = "Deprecated - Vault Changed"
                    """,
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """, badPath: "rules/_deprecated/impact_vault.toml",
                goodPath: "rules/_deprecated/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """)
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard case .modified = view.change, view.before != nil, view.isInDeprecatedFolder else { return }
        findings.add(
            finding(view, at: view.maturityPlace, "a deprecated rule was changed")
                .help("undo the change; a rule that comes back moves out of the folder"))
    }
}

extension RuleView {
    /// Whether the file lies below a folder for rules that are out of service.
    var isInDeprecatedFolder: Bool { path.parts.dropLast().contains("_deprecated") }

    /// Where the file says what state the rule is in; else the table that would.
    var maturityPlace: ByteRange {
        rule.metadata.maturity?.range ?? rule.metadataEntry?.keyRange ?? beginning
    }
}

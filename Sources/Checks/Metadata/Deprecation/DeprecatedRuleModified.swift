import Diagnostics
import Documents
import Rules
import SourceText

/// A change to a deprecated rule.
enum DeprecatedRuleModified: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-rule-modified", category: .metadata, severity: .error,
        summary: "file in a folder `_deprecated` was changed",
        rationale: """
            Deprecated rules stay as they were last shipped, so that installed copies can be explained. Elastic's \
            repository refuses a change to one; moving the file is not a change. Tenet compares the file with the \
            revision of `--changed-since`.
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
                    """,
                badPath: ["rules/_deprecated/impact_vault.toml", "rules_building_block/_deprecated/impact_vault.toml"],
                goodPath: "rules/_deprecated/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    updated_date = "2026/02/10"
                    """),
            Example(
                bad: """
                    [«metadata»]
                    # without maturity
                    deprecation_date = "2026/02/10"
                    """,
                good: """
                    [metadata]
                    maturity = "deprecated"
                    deprecation_date = "2026/02/10"
                    """, badPath: "rules/_deprecated/impact_vault.toml", goodPath: "rules/azure/impact_vault.toml",
                before: """
                    [metadata]
                    maturity = "production"
                    """),
        ], profile: .elastic, isForDeprecated: true, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard case .modified = view.change, view.before != nil, view.isInDeprecatedFolder else { return }
        findings.add(
            finding(view, at: view.maturityPlace, "a deprecated rule was changed")
                .help("revert the change; to make the rule active again, move it out of the folder"))
    }
}

extension RuleView {
    /// How many folders are between the file and a folder for deprecated rules; nil: it is not below one.
    var depthBelowDeprecated: Int? { path.depth(below: "_deprecated") }

    /// Whether the file is below a folder for deprecated rules, however deep.
    var isInDeprecatedFolder: Bool { depthBelowDeprecated != nil }

    /// The value of `maturity`; without it the name of the table where it belongs.
    var maturityPlace: ByteRange {
        rule.metadata.maturity?.range ?? rule.metadataEntry?.keyRange ?? beginning
    }
}

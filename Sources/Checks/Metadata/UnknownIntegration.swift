import Diagnostics
import Rules
import Schemas
import SourceText

/// An integration that Elastic does not publish.
enum UnknownIntegration: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-integration", category: .metadata, severity: .warning,
        summary: "`metadata.integration` names a package that does not exist",
        rationale: """
            The list of integrations determines which packages Kibana offers to install with the rule, and which fields \
            its query may use. A name that no package has is silently ignored.
            """,
        examples: [
            Example(
                in: "[metadata]\nintegration = [\"azure\", «»]",
                bad: ["\"azzure_logs\"", "\"o365_\"", "\"vaultctl_audit_qq\""],
                good: ["\"o365\"", "\"aws\""]),
            Example(bad: "[metadata]\nintegration = [«\"Azure\"»]", replacing: "\"azure\""),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.metadata.integration?.items ?? [] {
            // An empty entry, and whitespace around one, are other checks'.
            if item.value.isEmpty || PaddedValue.isPadded(item.value) { continue }
            if IntegrationManifest.builtIn.hasPackage(item.value) { continue }
            let near = NearestName.ranked(item.value, among: IntegrationManifest.builtIn.packages)
            findings.add(
                finding(view, at: item.range, "no integration package is named `\(item.value)`")
                    .help(
                        near.isEmpty
                            ? "write the package name as in its index patterns: `logs-NAME.…-*`"
                            : "did you mean \(WordList.alternatives(near))?"))
        }
    }
}

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
            The list of integrations decides which packages Kibana offers to install beside the rule, and which fields \
            its query may use. A name that no package has is dropped without a word.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["azure", «"azzure_logs"»]
                    """,
                good: """
                    [metadata]
                    integration = ["azure"]
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in view.rule.metadata.integration?.items ?? [] {
            // An empty entry is another check's.
            if item.value.isEmpty || IntegrationManifest.builtIn.hasPackage(item.value) { continue }
            let near = NearestName.ranked(item.value, among: IntegrationManifest.builtIn.packages)
            findings.add(
                finding(view, at: item.range, "no integration package is named `\(item.value)`")
                    .help(
                        near.isEmpty
                            ? "write the package's name as in its index patterns: `logs-NAME.…-*`"
                            : "did you mean \(WordList.alternatives(near))?"))
        }
    }
}

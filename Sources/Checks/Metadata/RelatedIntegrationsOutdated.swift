import Diagnostics
import Rules
import Schemas

/// A range of versions that no installable version of the package is in.
enum RelatedIntegrationsOutdated: RuleCheck {
    static let info = CheckInfo(
        id: "related-integrations-outdated", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "related integration requires versions that the stack cannot install",
        rationale: """
            Kibana shows with the rule whether its integrations are installed, and compares the installed version with \
            the range. No version that the stack can install satisfies a range that excludes all of them. The build \
            generates the list if the file has none.
            """,
        examples: [
            Example(
                in: """
                    [[rule.related_integrations]]
                    package = "azure"
                    version = «»
                    """, bad: ["\"^0.12.0\"", "\"~1.0.0\"", "\"^90.0.0\""], good: "\">=1.0.0\""),
            Example(
                bad: """
                    [[rule.related_integrations]]
                    package = "azure"
                    version = ">=1.0.0"

                    [[rule.related_integrations]]
                    package = "aws"
                    version = «"^0.1.0"»
                    """,
                good: "severity = \"medium\""),
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for entry in view.rule.elastic.relatedIntegrations {
            guard let package = entry.packageName, let version = entry.version, !version.text.isEmpty,
                IntegrationManifest.builtIn.hasVersion(
                    in: StackRange(version.text), package: package.text, stack: view.stack) == false
            else { continue }
            let stack = "\(view.stack.major).\(view.stack.minor)"
            let related = IntegrationManifest.builtIn.related(
                package: package.text, dataStream: nil, stack: view.stack)
            var result = finding(
                view, at: version.range,
                "no version of `\(package.text.prefix(60))` for stack \(stack) matches `\(version.text.prefix(60))`")
            if let related {
                result = result.help("write `\(related.version)`, or remove the list: the build generates it")
                    .fix(
                        version.replacing(with: related.version).map { Fix("write `\(related.version)`", .unsafe, $0) })
            }
            findings.add(result)
        }
    }
}

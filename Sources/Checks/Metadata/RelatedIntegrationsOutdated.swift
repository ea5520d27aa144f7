import Diagnostics
import Rules
import Schemas

/// A range of versions that no installable version of the package lies in.
enum RelatedIntegrationsOutdated: RuleCheck {
    static let info = CheckInfo(
        id: "related-integrations-outdated", category: .metadata, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a related integration requires versions that the stack cannot install",
        rationale: """
            Kibana shows with the rule whether its integrations are there, and compares the installed version with the \
            range. A range that excludes every version for the stack makes people install what does not exist. The \
            build works the list out where the file has none.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.related_integrations]]
                    package = "azure"
                    version = «"^0.12.0"»
                    """,
                good: """
                    [[rule.related_integrations]]
                    package = "azure"
                    version = ">=1.0.0"
                    """)
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
                "no version of `\(package.text.prefix(60))` for stack \(stack) is in `\(version.text.prefix(60))`")
            if let related {
                result = result.help("write `\(related.version)`, or leave the list to the build")
                    .fix(
                        version.replacing(with: related.version).map { Fix("write `\(related.version)`", .unsafe, $0) })
            }
            findings.add(result)
        }
    }
}

import Diagnostics
import Documents
import Queries
import Rules
import Schemas
import SourceText

/// An index pattern of an integration that the metadata does not name.
enum IntegrationMissingForIndex: RuleCheck {
    static let info = CheckInfo(
        id: "integration-missing-for-index", category: .metadata, severity: .error, fix: .sometimes(.safe),
        needsWholeFile: true,
        summary: "an index pattern names a package that `metadata.integration` lacks",
        rationale: """
            `metadata.integration` becomes the list of integrations that Kibana offers beside the rule, and decides which \
            fields its query may use. An index pattern of a package that is not in the list finds data only where somebody \
            installed the integration unasked.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", «"logs-o365.audit-*"»]
                    """,
                good: """
                    [metadata]
                    integration = ["azure", "o365"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-o365.audit-*"]
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let type = view.rule.elastic.type?.value, type != .threatMatch,
            view.rule.elastic.queryLanguage != .lucene,
            let index = view.rule.elastic.index, !index.items.isEmpty, !IndexPackages.isExempt(view.rule),
            !IndexPackages.namesMachineLearning(view.rule)
        else { return }
        // A list of the wrong type is another check's.
        if view.rule.metadata.integration == nil, view.rule.metadataEntry?.value["integration"] != nil { return }
        let named = view.rule.metadata.integration?.values ?? []
        var told: Set<String> = []
        for item in index.items {
            guard let package = package(of: item.value, named), !named.contains(package),
                IntegrationManifest.builtIn.hasPackage(package), told.insert(package).inserted
            else { continue }
            var result = finding(view, at: item.range, "`metadata.integration` does not name `\(package)`")
            if let list = view.rule.metadata.integration {
                let edit = list.items.last.flatMap {
                    ListEdits.append([package], after: $0.range, to: list.range, in: view.source)
                }
                result = result.label(view.location(list.range), "the rule's integrations")
                    .fix(edit.map { Fix("add `\(package)`", .safe, $0) })
            }
            findings.add(result.help("add `\(package)` to `integration`"))
        }
    }

    /// Winlogbeat ships what the package `windows` ships; a rule that names no package at all means that one.
    private static func package(of pattern: String, _ named: [String]) -> String? {
        if let package = IndexPackages.package(of: pattern) { return package }
        return named.isEmpty && pattern.utf8.starts(with: "winlogbeat".utf8) ? "windows" : nil
    }
}

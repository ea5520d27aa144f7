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
        summary: "index pattern names a package that `metadata.integration` lacks",
        rationale: """
            Kibana shows `metadata.integration` beside the rule as its integrations, and the list decides which \
            fields the query can use. If the package of an index pattern is not in the list, users are not prompted \
            to install it.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", «»]
                    """,
                bad: [
                    "\"logs-o365.audit-*\"",
                    // A package is reported once.
                    "«\"logs-okta.system-*\"», \"logs-okta*\"",
                ], good: ["\"logs-azure.signinlogs-*\"", "\"filebeat-*\"", "\"winlogbeat-*\""]),
            Example(
                good: """
                    [metadata]
                    integration = ["azure", "o365"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-o365.audit-*"]
                    """),
            Example(
                in: """
                    # without integration
                    index = [«»]
                    """, bad: "\"logs-azure.activitylogs-*\"", good: "\"filebeat-*\""),
            Example(
                bad: """
                    # without integration
                    index = [«"winlogbeat-*"»]
                    query = "event.code:4720"
                    """,
                good: [
                    """
                    index = ["logs-okta.system-*"]
                    query = "event.outcome:success"
                    rule_id = "0c9a14d9-d65d-486f-9b5b-91e4e6b22bd0"
                    """,
                    """
                    index = ["logs-okta.system-*"]
                    query = "event.outcome:success"

                    [metadata]
                    integration = ["lmd"]
                    """,
                ]),
            // Elastic's repository does not compare these.
            Example(
                good: """
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    """, on: .lucene),
            Example(
                good: """
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    """, on: .threatMatch),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let type = view.rule.elastic.type?.value, type != .threatMatch,
            view.rule.elastic.queryLanguage != .lucene,
            let index = view.rule.elastic.index, !index.items.isEmpty, !IndexPackages.isExempt(view.rule),
            !IndexPackages.namesMachineLearning(view.rule)
        else { return }
        // Another check reports a list of the wrong type.
        if view.rule.metadata.integration == nil, view.rule.metadataEntry?.value["integration"] != nil { return }
        let named = view.rule.metadata.integration?.values ?? []
        var reported: Set<String> = []
        for item in index.items {
            guard let package = package(of: item.value, named), !named.contains(package),
                IntegrationManifest.builtIn.hasPackage(package), reported.insert(package).inserted
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

    /// Winlogbeat ships what the package `windows` ships: a rule that names no package at all needs that one.
    private static func package(of pattern: String, _ named: [String]) -> String? {
        if let package = IndexPackages.package(of: pattern) { return package }
        return named.isEmpty && pattern.utf8.starts(with: "winlogbeat".utf8) ? "windows" : nil
    }
}

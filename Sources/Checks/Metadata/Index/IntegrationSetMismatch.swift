import Diagnostics
import Documents
import Queries
import Rules
import Schemas
import SourceText

/// Integrations that differ from the packages of the data sets that the query names.
enum IntegrationSetMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "integration-set-mismatch", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`metadata.integration` differs from the packages of the query's data sets",
        rationale: """
            A query that compares `event.dataset` names exactly the integrations it needs: the first part of each \
            data set. Elastic's repository requires that the metadata names just these. Packages whose events carry \
            no data set and packages of machine learning jobs are exempt.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["filebeat-*"]
                    query = "event.dataset:(azure.activitylogs or «o365.audit») and event.outcome:success"
                    """,
                good: [
                    """
                    [metadata]
                    integration = ["azure", "o365"]

                    [rule]
                    index = ["filebeat-*"]
                    query = "event.dataset:(azure.activitylogs or o365.audit) and event.outcome:success"
                    """,
                    // The index pattern names the package as well.
                    """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-o365.audit-*"]
                    query = "event.dataset:(azure.activitylogs or o365.audit) and event.outcome:success"
                    """,
                ]),
            Example(
                bad: """
                    [metadata]
                    integration = ["azure", «"okta"»]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    query = "event.dataset:azure.activitylogs"
                    """,
                good: [
                    """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["logs-azure.activitylogs-*"]
                    query = "event.dataset:azure.activitylogs"
                    """,
                    // A query without data sets says nothing about integrations.
                    """
                    [metadata]
                    integration = ["azure", "okta"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    query = "event.outcome:failure"
                    """,
                    // Events of `windows` carry no data set.
                    """
                    [metadata]
                    integration = ["azure", "windows"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "winlogbeat-*"]
                    query = "event.dataset:azure.activitylogs or event.code:4720"
                    """,
                    // No index pattern covers `okta`, which another check reports.
                    """
                    [metadata]
                    integration = ["azure", "okta"]
                    """,
                ]),
            Example(
                bad: [
                    """
                    [metadata]
                    integration = ["azure"]

                    [rule]
                    index = ["filebeat-*"]
                    query = "event.dataset:azure.activitylogs or event.module:«okta»"
                    """,
                    """
                    # without integration
                    index = ["filebeat-*"]
                    query = "event.dataset:«azure.activitylogs»"
                    """,
                ],
                good: """
                    index = ["filebeat-*"]
                    query = "event.dataset:okta.system"
                    rule_id = "0c9a14d9-d65d-486f-9b5b-91e4e6b22bd0"
                    """),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery, let index = view.rule.elastic.index, !index.items.isEmpty,
            !IndexPackages.isExempt(view.rule)
        else { return }
        // Another check reports a list of the wrong type.
        if view.rule.metadata.integration == nil, view.rule.metadataEntry?.value["integration"] != nil { return }
        var uses: [String: ByteRange] = [:]
        for use in query.query.facts.datasets + query.query.facts.modules {
            let package = String(use.name.prefix { $0 != "." })
            if uses[package] == nil, IntegrationManifest.builtIn.hasPackage(package) { uses[package] = use.range }
        }
        let items = view.rule.metadata.integration?.items ?? []
        let named = Set(items.map(\.value))
        // Another check reports the packages of index patterns.
        let indexed = Set(index.values.compactMap { IndexPackages.package(of: $0) })
        for (package, range) in uses.sorted(by: { $0.value < $1.value })
        where !named.contains(package) && !indexed.contains(package) {
            findings.add(missing(package, query.range(range), view))
        }
        if uses.isEmpty { return }
        for item in items where uses[item.value] == nil && isIdentified(item.value, index) {
            findings.add(
                finding(view, at: item.range, "the query names no data set of `\(item.value)`")
                    .help("remove the integration, or add its data set to the query"))
        }
    }

    private static func missing(_ package: String, _ range: ByteRange, _ view: RuleView) -> Diagnostic {
        let result = finding(view, at: range, "`metadata.integration` does not name `\(package)`")
            .help("add `\(package)` to `integration`")
        guard let list = view.rule.metadata.integration, let last = list.items.last else { return result }
        let edit = ListEdits.append([package], after: last.range, to: list.range, in: view.source)
        return result.label(view.location(list.range), "the rule's integrations")
            .fix(edit.map { Fix("add `\(package)`", .safe, $0) })
    }

    /// Whether data sets identify the package; another check reports packages that no index pattern covers.
    private static func isIdentified(_ package: String, _ index: RuleList) -> Bool {
        let traits = PackageTraits(package: package)
        return !traits.isNonDataset && !traits.isMachineLearning && IntegrationManifest.builtIn.hasPackage(package)
            && index.values.contains { IndexMissingForIntegration.reaches(package, $0) }
    }
}

import Diagnostics
import Queries
import Rules
import Schemas

/// An integration whose data the rule does not search.
enum IndexMissingForIntegration: RuleCheck {
    static let info = CheckInfo(
        id: "index-missing-for-integration", category: .metadata, severity: .error,
        summary: "`metadata.integration` names a package that no index pattern covers",
        rationale: """
            Kibana prompts users to install the integrations that a rule names. If the rule does not search the \
            indices of one, the integration is left over from an older query, or its index pattern was forgotten.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["azure", «"okta"»]
                    """,
                good: """
                    [metadata]
                    integration = ["azure", "okta"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    """),
            Example(
                in: """
                    [metadata]
                    integration = [«»]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "winlogbeat-*", "traces-apm*"]
                    """, bad: ["\"azure\", «\"okta\"»", "«\"o365\"», \"windows\""],
                good: ["\"azure\", \"windows\"", "\"apm\""]),
            Example(
                in: """
                    [metadata]
                    integration = [«»]
                    """, bad: ["«\"apm\"», \"azure\"", "\"azure\", «\"windows\"»"]),
            Example(
                good: [
                    """
                    [metadata]
                    integration = ["apm", "azure"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "apm-*-transaction*"]
                    """,
                    """
                    index = [".alerts-security.*"]
                    query = "kibana.alert.rule.name:*"
                    """,
                    """
                    [metadata]
                    integration = ["azure", "lmd", "okta"]
                    """,
                ]),
            // Elastic's repository does not compare these.
            Example(
                good: """
                    [metadata]
                    integration = ["azure", "okta"]
                    """, on: .lucene),
            Example(
                good: """
                    [metadata]
                    integration = ["azure", "okta"]
                    """, on: .threatMatch),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let integrations = view.rule.metadata.integration, let type = view.rule.elastic.type?.value,
            type != .threatMatch,
            view.rule.elastic.queryLanguage != .lucene, let index = view.rule.elastic.index, !index.items.isEmpty,
            !IndexPackages.namesMachineLearning(view.rule), index.values != [".alerts-security.*"]
        else { return }
        for item in integrations.items {
            // Another check reports names of unknown packages.
            guard !index.values.contains(where: { reaches(item.value, $0) }),
                IntegrationManifest.builtIn.hasPackage(item.value)
            else { continue }
            findings.add(
                finding(view, at: item.range, "no index pattern covers the data of `\(item.value)`")
                    .label(view.location(index.keyRange), "the index patterns are set here")
                    .help("add a pattern such as `logs-\(item.value).*` to `index`, or remove the integration"))
        }
    }

    /// As Elastic's repository decides it: the text `logs-PACKAGE` anywhere in the pattern, and two older names.
    static func reaches(_ package: String, _ pattern: String) -> Bool {
        if ByteSearch.first("logs-\(package)", in: pattern) != nil { return true }
        switch package {
        case "windows": return ByteSearch.first("winlog", in: pattern) != nil
        case "apm": return pattern.utf8.starts(with: "apm-".utf8) || pattern.utf8.starts(with: "traces-apm".utf8)
        default: return false
        }
    }
}

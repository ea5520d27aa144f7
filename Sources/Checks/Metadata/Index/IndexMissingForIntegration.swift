import Diagnostics
import Queries
import Rules
import Schemas

/// An integration whose data the rule does not search.
enum IndexMissingForIntegration: RuleCheck {
    static let info = CheckInfo(
        id: "index-missing-for-integration", category: .metadata, severity: .error,
        summary: "`metadata.integration` names a package that no index pattern reaches",
        rationale: """
            The integrations of a rule are what Kibana prompts people to install for it. One whose indices the rule does not \
            search is a leftover of an older query, or its index pattern was forgotten.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    integration = ["azure", «"okta"»]

                    [rule]
                    index = ["logs-azure.activitylogs-*"]
                    """,
                good: """
                    [metadata]
                    integration = ["azure", "okta"]

                    [rule]
                    index = ["logs-azure.activitylogs-*", "logs-okta.system-*"]
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let integrations = view.rule.metadata.integration, let type = view.rule.elastic.type?.value,
            type != .threatMatch,
            view.rule.elastic.queryLanguage != .lucene, let index = view.rule.elastic.index, !index.items.isEmpty,
            !IndexPackages.namesMachineLearning(view.rule), index.values != [".alerts-security.*"]
        else { return }
        for item in integrations.items {
            // A name that no package has is another check's.
            guard !index.values.contains(where: { reaches(item.value, $0) }),
                IntegrationManifest.builtIn.hasPackage(item.value)
            else { continue }
            findings.add(
                finding(view, at: item.range, "no index pattern reaches the data of `\(item.value)`")
                    .label(view.location(index.keyRange), "the index patterns are set here")
                    .help("add a pattern such as `logs-\(item.value).*` to `index`, or remove the integration"))
        }
    }

    /// As the repository looks: the text `logs-PACKAGE` anywhere in the pattern, and two older names.
    static func reaches(_ package: String, _ pattern: String) -> Bool {
        if ByteSearch.first("logs-\(package)", in: pattern) != nil { return true }
        switch package {
        case "windows": return ByteSearch.first("winlog", in: pattern) != nil
        case "apm": return pattern.utf8.starts(with: "apm-".utf8) || pattern.utf8.starts(with: "traces-apm".utf8)
        default: return false
        }
    }
}

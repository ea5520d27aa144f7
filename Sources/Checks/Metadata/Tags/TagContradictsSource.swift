import Diagnostics
import Rules
import SourceText

/// A tag of a data source that the rule does not read.
enum TagContradictsSource: RuleCheck {
    static let info = CheckInfo(
        id: "tag-contradicts-source", category: .metadata, severity: .warning,
        summary: "tag names a data source that the rule does not read",
        rationale: """
            Users filter by these tags to find the rules that an integration makes possible. When a rule is copied \
            or its index patterns change, an old tag can remain and suggests alerts that cannot occur.
            """,
        examples: [
            Example(
                in: "tags = [«»]",
                bad: [
                    "\"Data Source: Azure\", «\"Data Source: Okta\"»", "«\"Data Source: AWS CloudTrail\"»",
                    "«\"Data Source: Sysmon\"», \"Data Source: Azure Activity Logs\"",
                ], good: ["\"Data Source: Azure\"", "\"Data Source: Vault Proxy\"", "\"Use Case: Okta\""]),
            // The index patterns, the integrations or the query name the source.
            Example(
                good: [
                    """
                    index = ["logs-okta.system-*"]
                    query = "event.outcome:failure"
                    tags = ["Data Source: Okta"]

                    [metadata]
                    integration = ["okta"]
                    """,
                    """
                    index = ["logs-azure.activitylogs-*", "logs-system.security-*"]
                    tags = ["Data Source: Windows Security Event Logs"]

                    [metadata]
                    integration = ["azure", "system"]
                    """,
                    """
                    query = "event.dataset:azure.activitylogs and azure.activitylogs.operation_name:*OKTA*"
                    tags = ["Data Source: Okta"]
                    """,
                ]),
            // These can match data of any source.
            Example(
                good: [
                    """
                    index = ["logs-azure.activitylogs-*", "filebeat-*"]
                    tags = ["Data Source: Okta"]
                    """,
                    """
                    index = [".alerts-security.*"]
                    query = "kibana.alert.rule.name:*"
                    tags = ["Data Source: Okta"]
                    """,
                ]),
            Example(good: "tags = [\"Data Source: Okta\"]", on: .machineLearning),
            Example(in: "tags = [«»]", bad: "\"Data Source: Okta\"", good: "\"Data Source: Azure\"", on: .esql),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let tags = view.rule.tags, tags.items.contains(where: { words(of: $0.value) != nil }),
            let texts = texts(of: view.rule)
        else { return }
        for item in tags.items {
            guard let words = words(of: item.value),
                !words.contains(where: { word in texts.contains { isIn($0, word) } })
            else { continue }
            findings.add(
                finding(view, at: item.range, "the rule does not read from `\(item.value.dropFirst(prefix.count))`")
                    .help("remove the tag, or add the data source's index pattern"))
        }
    }

    private static let prefix = "Data Source: "

    /// The words of which a rule on that source contains at least one; nil for tags with a wider meaning.
    private static func words(of tag: String) -> [String]? {
        tag.utf8.starts(with: prefix.utf8) ? sources[String(tag.dropFirst(prefix.count))] : nil
    }

    private static func isIn(_ text: String, _ word: String) -> Bool {
        ByteSearch.first(word, in: text, ignoresCase: true) != nil
    }

    /// Everything that names a source; nil where the rule may read from anywhere.
    private static func texts(of rule: Rule) -> [String]? {
        guard rule.elastic.type?.value != .machineLearning, rule.elastic.dataViewID == nil else { return nil }
        let patterns = rule.elastic.index?.values ?? []
        let isOpen = patterns.contains { pattern in
            open.contains { pattern.utf8.elementsEqual($0.utf8) } || pattern.utf8.starts(with: ".alerts".utf8)
        }
        if isOpen || patterns.isEmpty && rule.elastic.type?.value != .esql { return nil }
        return patterns + (rule.metadata.integration?.values ?? []) + [rule.elastic.query?.text ?? ""]
    }

    /// Patterns that match the indices of any source.
    private static let open = ["*", "_all", "logs-*", "metrics-*", "traces-*", "filebeat-*"]

    private static let sources: [String: [String]] = [
        "AWS": ["aws", "amazon"], "Amazon Web Services": ["aws", "amazon"], "AWS CloudTrail": ["aws"],
        "Okta": ["okta"], "Google Cloud Platform": ["gcp"], "GCP": ["gcp"], "Google Workspace": ["google_workspace"],
        "Github": ["github"], "CyberArk PAS": ["cyberarkpas"], "Elastic Endgame": ["endgame"],
        "Elastic Defend for Containers": ["cloud_defend"], "SentinelOne": ["sentinel_one"],
        "Crowdstrike": ["crowdstrike"], "Microsoft Defender XDR": ["m365_defender", "microsoft_defender"],
        "Sysmon": ["sysmon", "winlogbeat"], "Auditd Manager": ["auditd", "auditbeat"],
        "File Integrity Monitoring": ["fim", "auditbeat"], "Zeek": ["zeek"], "Suricata": ["suricata"],
        "PAN-OS": ["panw"], "pfSense": ["pfsense"], "Fortinet": ["fortinet"],
        "Network Traffic": ["network_traffic", "packetbeat"], "Nginx": ["nginx"], "IIS": ["iis"],
        "Jamf Protect": ["jamf"], "Corelight": ["corelight"], "Traefik": ["traefik"], "SonicWall": ["sonicwall"],
        "PowerShell Logs": ["powershell", "winlogbeat"],
        "Windows Security Event Logs": ["system.security", "forwarded", "winlogbeat"],
        "Windows System Event Logs": ["system.system", "winlogbeat"],
    ]
}

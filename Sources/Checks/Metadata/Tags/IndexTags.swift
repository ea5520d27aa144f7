/// The tags that Elastic's rules carry for an index pattern (elastic/detection-rules, `tests/test_all_rules.py`).
enum IndexTags {
    /// Patterns are compared exactly: `logs-aws*` requires tags, `logs-aws.cloudtrail-*` does not.
    static func required(by pattern: String) -> [String] { table[pattern] ?? [] }

    private static let table: [String: [String]] = [
        "logs-endpoint.events.*": ["Domain: Endpoint", "Data Source: Elastic Defend"],
        "logs-endpoint.alerts-*": ["Data Source: Elastic Defend"],
        "endgame-*": ["Data Source: Elastic Endgame"],
        "logs-aws*": ["Data Source: AWS", "Data Source: Amazon Web Services", "Domain: Cloud"],
        "logs-azure*": ["Data Source: Azure", "Domain: Cloud"],
        "logs-o365*": ["Data Source: Microsoft 365", "Domain: Cloud"],
        "logs-okta*": ["Data Source: Okta"],
        "logs-gcp*": ["Data Source: Google Cloud Platform", "Data Source: GCP", "Domain: Cloud"],
        "logs-google_workspace*": ["Data Source: Google Workspace", "Domain: Cloud"],
        "logs-cloud_defend.alerts-*": ["Data Source: Elastic Defend for Containers", "Domain: Container"],
        "logs-cloud_defend*": ["Data Source: Elastic Defend for Containers", "Domain: Container"],
        "logs-kubernetes.*": ["Data Source: Kubernetes"],
        "apm-*-transaction*": ["Data Source: APM"],
        "traces-apm*": ["Data Source: APM"],
        ".alerts-security.*": ["Rule Type: Higher-Order Rule"],
        "logs-cyberarkpas.audit*": ["Data Source: CyberArk PAS"],
        "logs-windows.sysmon_operational-*": ["Data Source: Sysmon"],
        "logs-windows.powershell*": ["Data Source: PowerShell Logs"],
        "logs-system.security*": ["Data Source: Windows Security Event Logs"],
        "logs-system.forwarded*": ["Data Source: Windows Security Event Logs"],
        "logs-system.system*": ["Data Source: Windows System Event Logs"],
        "logs-sentinel_one_cloud_funnel.*": ["Data Source: SentinelOne"],
        "logs-fim.event-*": ["Data Source: File Integrity Monitoring"],
        "logs-m365_defender.event-*": ["Data Source: Microsoft Defender XDR"],
        "logs-crowdstrike.fdr*": ["Data Source: Crowdstrike"],
    ]
}

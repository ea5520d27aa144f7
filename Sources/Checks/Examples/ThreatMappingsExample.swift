/// A block of `threat_mappings` for examples.
enum ThreatMappingsExample {
    @inline(never)
    static func text(version: String, framework: String = "\"MITRE ATT&CK\"") -> String {
        """
        [[rule.threat_mappings]]
        framework = "MITRE ATT&CK"
        version = \(version)

        [[rule.threat_mappings.threat]]
        framework = \(framework)

        [rule.threat_mappings.threat.tactic]
        id = "TA0006"
        name = "Credential Access"
        reference = "https://attack.mitre.org/tactics/TA0006/"

        """
    }
}

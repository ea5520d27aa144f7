import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique ID that is not in ATT&CK.
enum UnknownTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-technique", category: .attack, severity: .error, fix: .sometimes(.unsafe),
        summary: "technique or sub-technique ID is not in ATT&CK",
        rationale: """
            Coverage pages and links in Kibana are built from the ID. An ID that is not in ATT&CK gives a broken link, and \
            the rule is missing in the coverage.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T9552", "Unsecured Credentials", page: "T1552", marked: .id))
                ],
                good: [ThreatExample.credentialAccess(ThreatExample.unsecuredCredentials())]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(ThreatExample.technique("T9552", "Open Vaults", marked: .id)),
                    ThreatExample.credentialAccess(ThreatExample.technique("TA0006", "Credential Access", marked: .id)),
                    // One of mobile devices.
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1398", "Boot or Logon Initialization Scripts", marked: .id)),
                    // ATT&CK 19.0 has it.
                    ThreatExample.tactic(
                        "TA0005", "Defense Evasion",
                        techniques: ThreatExample.technique("T1685", "Disable or Modify Tools", marked: .id)),
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1555", "Credentials from Password Stores", marked: .id))),
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files"))),
                    ThreatExample.tactic(
                        "TA0028", "Persistence",
                        techniques: ThreatExample.technique("T1398", "Boot or Logon Initialization Scripts")),
                    ThreatExample.tactic(
                        "AML.TA0004", "Initial Access", framework: "MITRE ATLAS",
                        techniques: ThreatExample.technique("AML.T0010", "AI Supply Chain Compromise")),
                ]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1552.001", "Credentials In Files", marked: .id))
                ]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.099", "Credentials in Vaults", marked: .id)))
                ]),
            // The technique has no sub-techniques.
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique(
                            "T1539", "Steal Web Session Cookie",
                            subtechniques: ThreatExample.subtechnique("T1539.001", "Cookie Files", marked: .id)))
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull && fault.level != .tactic {
            let isSuggested = findings.diagnostics.count < 200
            if let result = ThreatMessages.unknown(view, fault, isSuggested, finding) { findings.add(result) }
        }
    }
}

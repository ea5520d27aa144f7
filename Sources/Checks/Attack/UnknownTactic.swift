import Diagnostics
import Rules
import Schemas
import SourceText

/// A tactic id that ATT&CK does not have.
enum UnknownTactic: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-tactic", category: .attack, severity: .error, fix: .sometimes(.unsafe),
        summary: "tactic ID is not in ATT&CK",
        rationale: """
            Kibana groups rules by tactic and builds its coverage page from the ID. With an ID that is not in ATT&CK the \
            rule is not under any tactic.
            """,
        examples: [
            Example(
                bad: [ThreatExample.tactic("TA006", "Credential Access", page: "TA0006", marked: .id)],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    ThreatExample.tactic("TA9999", "Vault Access", marked: .id),
                    ThreatExample.tactic("T1552", "Unsecured Credentials", marked: .id),
                    // ATT&CK 19.0 has it.
                    ThreatExample.tactic("TA0112", "Defense Impairment", marked: .id),
                ],
                good: [
                    ThreatExample.tactic("TA0027", "Initial Access"),
                    ThreatExample.block(ThreatExample.tactic("TA0112", "Defense Impairment")),
                    ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS"),
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull && fault.level == .tactic {
            let isSuggested = findings.diagnostics.count < 200
            if let result = ThreatMessages.unknown(view, fault, isSuggested, finding) { findings.add(result) }
        }
    }
}

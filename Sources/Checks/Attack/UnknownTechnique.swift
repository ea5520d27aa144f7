import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique id that ATT&CK does not have.
enum UnknownTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-technique", category: .attack, severity: .error, fix: .sometimes(.unsafe),
        summary: "the id of a technique or sub-technique is not in ATT&CK",
        rationale: """
            Coverage pages and the links in Kibana go by the id. An id that ATT&CK does not have leads nowhere, and the \
            rule is missing from the place where its coverage is counted.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = «"T9552"»
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1552"
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull && fault.level != .tactic {
            let isSuggested = findings.diagnostics.count < 200
            if let result = ThreatMessages.unknown(view, fault, isSuggested, finding) { findings.add(result) }
        }
    }
}

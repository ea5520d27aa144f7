import Diagnostics
import Rules
import Schemas
import SourceText

/// A tactic id that ATT&CK does not have.
enum UnknownTactic: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-tactic", category: .attack, severity: .error, fix: .sometimes(.unsafe),
        summary: "the id of a tactic is not in ATT&CK",
        rationale: """
            Kibana groups rules by tactic and builds its coverage page from the id. With an id that ATT&CK does not have \
            the rule is under no tactic.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = «"TA006"»
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull && fault.level == .tactic {
            let isSuggested = findings.diagnostics.count < 200
            if let result = ThreatMessages.unknown(view, fault, isSuggested, finding) { findings.add(result) }
        }
    }
}

import Diagnostics
import Rules
import Schemas
import SourceText

/// The same tactic or technique twice in one place.
enum DuplicateThreat: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-threat", category: .attack, severity: .warning,
        summary: "a rule names the same tactic, technique or sub-technique twice in one place",
        rationale: """
            A tactic has one entry that holds all its techniques, and a technique one that holds all its sub-techniques. \
            With two, Kibana shows both, and what was added to one of them is not in the other.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = «"TA0006"»
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
        for fault in view.threatMismatches where !findings.isFull {
            guard case .repeated(let object, let first) = fault.kind else { continue }
            let level = fault.level.rawValue == "subtechnique" ? "sub-technique" : fault.level.rawValue
            findings.add(
                finding(
                    view, at: fault.id.range, "\(level) `\(object.id)` is listed twice", label: "here again"
                )
                .label(view.location(first), "first here")
                .help("join the two entries"))
        }
    }
}

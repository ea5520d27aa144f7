import Diagnostics
import Rules
import Schemas
import SourceText

/// An id that neither the name nor the reference beside it belongs to.
enum AttackIDMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-id-mismatch", category: .attack, severity: .warning, fix: .always(.unsafe),
        summary: "name and reference of an ATT&CK entry agree with each other, and not with its id",
        rationale: """
            Two of the three ways to name an object say one thing and the id says another, so it is the id that was \
            mistyped or not changed. Coverage is counted by the id.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = «"TA0007"»
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
            guard case .otherID(let found, let meant) = fault.kind else { continue }
            var result = finding(
                view, at: fault.id.range,
                "`\(found.id)` is \"\(found.name)\", but name and reference are of `\(meant.id)`"
            )
            .help("write `\(meant.id)`, or change name and reference")
            if let name = fault.object.name {
                result = result.label(view.location(name.range), "the name of `\(meant.id)`")
            }
            if let edit = fault.id.replacing(with: meant.id) {
                result = result.fix(Fix("write `\(meant.id)`", .unsafe, edit))
            }
            findings.add(result)
        }
    }
}

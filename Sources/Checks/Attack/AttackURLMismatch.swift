import Diagnostics
import Rules
import Schemas
import SourceText

/// A reference that is not the page of the id beside it.
enum AttackURLMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-url-mismatch", category: .attack, severity: .warning, fix: .always(.safe),
        summary: "the reference of a tactic or technique is not the page of its id",
        rationale: """
            The reference is the link that an analyst follows from an alert. It follows from the id: \
            `https://attack.mitre.org/techniques/T1552/001/` is the page of `T1552.001`.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = «"https://attack.mitre.org/tactics/TA0007/"»
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
            guard case .wrongReference(let object) = fault.kind, let reference = fault.object.reference else {
                continue
            }
            let edit = reference.replacing(with: object.url)
            findings.add(
                finding(view, at: reference.range, "reference is not the page of `\(object.id)`")
                    .label(view.location(fault.id.range), "the page of this id is meant")
                    .help("write `\(object.url)`")
                    .fix(edit.map { Fix("write the address of `\(object.id)`", .safe, $0) }))
        }
    }
}

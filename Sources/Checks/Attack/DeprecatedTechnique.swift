import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique that ATT&CK gave up without a successor.
enum DeprecatedTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-technique", category: .attack, severity: .warning,
        summary: "a technique was deprecated in ATT&CK and has no successor",
        rationale: """
            ATT&CK no longer counts the technique as one: it was too broad, or unused. It is in no matrix, so a \
            rule that names it covers nothing there. You have to decide which technique describes the behavior.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = «"T1064"»
                    name = "Scripting"
                    reference = "https://attack.mitre.org/techniques/T1064/"

                    [rule.threat.tactic]
                    id = "TA0002"
                    name = "Execution"
                    reference = "https://attack.mitre.org/tactics/TA0002/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1059"
                    name = "Command and Scripting Interpreter"
                    reference = "https://attack.mitre.org/techniques/T1059/"

                    [rule.threat.tactic]
                    id = "TA0002"
                    name = "Execution"
                    reference = "https://attack.mitre.org/tactics/TA0002/"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .deprecated(let object) = fault.kind else { continue }
            findings.add(
                finding(
                    view, at: fault.id.range,
                    "`\(object.id)` \"\(object.name)\" is deprecated in \(fault.matrix.title)"
                )
                .help("choose the technique that describes the behavior now: `tenet attack NAME` finds it"))
        }
    }
}

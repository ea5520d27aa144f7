import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique that ATT&CK removed without a successor.
enum DeprecatedTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "deprecated-technique", category: .attack, severity: .warning,
        summary: "technique was deprecated in ATT&CK and has no successor",
        rationale: """
            ATT&CK removed the technique because it was too broad or unused. It is not in any matrix, so a rule that names \
            it is not counted in the coverage. Decide which technique describes the behavior.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.tactic(
                        "TA0002", "Execution", techniques: ThreatExample.technique("T1064", "Scripting", marked: .id))
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0002", "Execution",
                        techniques: ThreatExample.technique("T1059", "Command and Scripting Interpreter"))
                ]),
            Example(
                bad: [
                    ThreatExample.tactic(
                        "TA0011", "Command and Control",
                        techniques: ThreatExample.technique("T1043", "Commonly Used Port", marked: .id)),
                    ThreatExample.tactic(
                        "TA0002", "Execution",
                        techniques: ThreatExample.technique(
                            "T1053", "Scheduled Task/Job",
                            subtechniques: ThreatExample.subtechnique("T1053.004", "Launchd", marked: .id))),
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0002", "Execution",
                        techniques: ThreatExample.technique(
                            "T1053", "Scheduled Task/Job",
                            subtechniques: ThreatExample.subtechnique("T1053.003", "Cron")))
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .deprecated(let object) = fault.kind else { continue }
            findings.add(
                finding(
                    view, at: fault.id.range,
                    "`\(object.id)` \"\(object.name)\" is deprecated in \(fault.matrix.title)"
                )
                .help("write the technique that describes the behavior now; `tenet attack NAME` finds it"))
        }
    }
}

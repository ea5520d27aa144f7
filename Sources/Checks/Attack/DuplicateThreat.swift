import Diagnostics
import Rules
import Schemas
import SourceText

/// The same tactic or technique twice in one place.
enum DuplicateThreat: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-threat", category: .attack, severity: .warning,
        summary: "rule names the same tactic, technique or sub-technique twice in one place",
        rationale: """
            A tactic has one entry with all its techniques, and a technique has one entry with all its sub-techniques. \
            With two entries Kibana shows both, and what was added to one of them is missing in the other.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.credentialAccess()
                        + ThreatExample.tactic("TA0006", "Credential Access", marked: .id)
                ],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials()
                            + ThreatExample.technique("T1552", "Unsecured Credentials", marked: .id)),
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")
                                + ThreatExample.subtechnique("T1552.001", "Credentials In Files", marked: .id))),
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")
                                + ThreatExample.subtechnique("T1552.002", "Credentials in Registry"))),
                    ThreatExample.tactic(
                        "TA0001", "Initial Access", techniques: ThreatExample.technique("T1078", "Valid Accounts"))
                        + ThreatExample.tactic(
                            "TA0003", "Persistence", techniques: ThreatExample.technique("T1078", "Valid Accounts")),
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .repeated(let object, let first) = fault.kind else { continue }
            let level = fault.level.rawValue == "subtechnique" ? "sub-technique" : fault.level.rawValue
            findings.add(
                finding(
                    view, at: fault.id.range, "\(level) `\(object.id)` is listed twice", label: "listed again here"
                )
                .label(view.location(first), "first listed here")
                .help("merge the two entries"))
        }
    }
}

import Diagnostics
import Rules
import Schemas
import SourceText

/// An ID to which neither the name nor the reference of its entry belongs.
enum AttackIDMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-id-mismatch", category: .attack, severity: .warning, fix: .always(.unsafe),
        summary: "name and reference of an ATT&CK entry agree, but its ID is another one",
        rationale: """
            The name and the reference belong to the same object and the ID to another, so it is most likely the ID that \
            is mistyped or outdated. Coverage is counted by ID.
            """,
        examples: [
            Example(
                bad: [ThreatExample.tactic("TA0007", "Credential Access", page: "TA0006", marked: .id)],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1003", "Unsecured Credentials", page: "T1552", marked: .id)),
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique(
                                "T1552.002", "Credentials In Files", page: "T1552.001", marked: .id))),
                    ThreatExample.block(
                        ThreatExample.tactic("TA0112", "Stealth", page: "TA0005", marked: .id)),
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")))
                ]
            ),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .otherID(let found, let meant) = fault.kind else { continue }
            var result = finding(
                view, at: fault.id.range,
                "`\(found.id)` is \"\(found.name)\", but name and reference are those of `\(meant.id)`"
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

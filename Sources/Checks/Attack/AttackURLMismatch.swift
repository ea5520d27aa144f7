import Diagnostics
import Rules
import Schemas
import SourceText

/// A reference that is not the page of the ID of its entry.
enum AttackURLMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-url-mismatch", category: .attack, severity: .warning, fix: .always(.safe),
        summary: "reference of a tactic or technique is not the page of its ID",
        rationale: """
            The reference is the link that an analyst follows from an alert. The ID determines the URL: \
            `https://attack.mitre.org/techniques/T1552/001/` is the page of `T1552.001`.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.tactic("TA0006", "Credential Access", page: "TA0007", marked: .reference),
                    ThreatExample.tactic(
                        "TA0006", "Credential Access", reference: "http://attack.mitre.org/tactics/TA0006/",
                        marked: .reference),
                ],
                good: [
                    ThreatExample.credentialAccess(),
                    ThreatExample.tactic(
                        "TA0006", "Credential Access", reference: "https://attack.mitre.org/tactics/TA0006"),
                ]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1552", "Unsecured Credentials", page: "T1555", marked: .reference)),
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique(
                                "T1552.001", "Credentials In Files", page: "T1552", marked: .reference))),
                    ThreatExample.block(
                        ThreatExample.tactic("TA0006", "Credential Access", page: "TA0007", marked: .reference)),
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
            guard case .wrongReference(let object) = fault.kind, let reference = fault.object.reference else {
                continue
            }
            let edit = reference.replacing(with: object.url)
            findings.add(
                finding(view, at: reference.range, "reference is not the page of `\(object.id)`")
                    .label(view.location(fault.id.range), "the ID is set here")
                    .help("write `\(object.url)`")
                    .fix(edit.map { Fix("write the URL of `\(object.id)`", .safe, $0) }))
        }
    }
}

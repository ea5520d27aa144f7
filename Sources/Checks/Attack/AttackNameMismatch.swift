import Diagnostics
import Rules
import Schemas
import SourceText

/// A name that is not that of the ID of its entry.
enum AttackNameMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "attack-name-mismatch", category: .attack, severity: .warning, fix: .always(.safe),
        summary: "name of a tactic or technique is not that of its ID in ATT&CK",
        rationale: """
            ID, name and reference identify the same object. If the name differs, it is misspelled, it was copied from \
            another entry, or ATT&CK has renamed the object; pages and alerts then show the wrong name.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.tactic("TA0006", "Credentials Access", page: "TA0006", marked: .name),
                    ThreatExample.tactic("TA0006", "credential access", page: "TA0006", marked: .name),
                    // The name in ATT&CK 19.0.
                    ThreatExample.tactic("TA0005", "Stealth", page: "TA0005", marked: .name),
                ],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1552", "Insecure Credentials", marked: .name)),
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials in Files", marked: .name))),
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")))
                ]),
            // Another version of ATT&CK has the name.
            Example(
                bad: [ThreatExample.block(ThreatExample.tactic("TA0005", "Defense Evasion", marked: .name))],
                good: [ThreatExample.block(ThreatExample.tactic("TA0005", "Stealth"))]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .wrongName(let object) = fault.kind, let name = fault.object.name else { continue }
            var result = finding(
                view, at: name.range, "`\(object.id)` is named \"\(object.name)\" in \(fault.matrix.title)"
            )
            .label(view.location(fault.id.range), "the ID is set here")
            if let other = AttackMatrix.Version.allCases.first(where: {
                $0 != fault.matrix.version && fault.matrix.with(version: $0).object(object.id)?.name == name.text
            }) {
                result = result.note("it is named \"\(name.text)\" in ATT&CK \(other.rawValue)")
            }
            if let edit = name.replacing(with: object.name) {
                result = result.fix(Fix("write \"\(object.name)\"", .safe, edit))
            }
            findings.add(result.help("write \"\(object.name)\", or change the ID"))
        }
    }
}

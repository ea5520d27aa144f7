import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique under a tactic that it does not belong to.
enum TechniqueNotInTactic: RuleCheck {
    static let info = CheckInfo(
        id: "technique-not-in-tactic", category: .attack, severity: .error,
        summary: "technique is under a tactic that is not one of its own",
        rationale: """
            In ATT&CK every technique belongs to one or more tactics. Under another tactic it has no cell in the matrix, so \
            coverage pages omit it. Either the technique or the tactic is wrong.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.tactic(
                        "TA0007", "Discovery",
                        techniques: ThreatExample.technique("T1552", "Unsecured Credentials", marked: .id))
                ],
                good: [ThreatExample.credentialAccess(ThreatExample.unsecuredCredentials())]),
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials()
                            + ThreatExample.technique("T1078", "Valid Accounts", marked: .id))
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0003", "Persistence", techniques: ThreatExample.technique("T1078", "Valid Accounts")),
                    ThreatExample.tactic(
                        "TA0005", "Defense Evasion", techniques: ThreatExample.technique("T1078", "Valid Accounts")),
                ]),
            // It is a technique of that tactic in ATT&CK 18.1.
            Example(
                bad: [
                    ThreatExample.block(
                        ThreatExample.tactic(
                            "TA0005", "Stealth",
                            techniques: ThreatExample.technique(
                                "T1222", "File and Directory Permissions Modification", marked: .id)))
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0005", "Defense Evasion",
                        techniques: ThreatExample.technique("T1222", "File and Directory Permissions Modification"))
                ]),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .notInTactic(let technique, let tactic) = fault.kind else { continue }
            let own = technique.tactics.compactMap { fault.matrix.object($0) }.map { "\($0.id) \($0.name)" }
            var result = finding(
                view, at: fault.id.range, "`\(technique.id)` is not a technique of `\(tactic.id)` \(tactic.name)",
                label: "\"\(technique.name)\" belongs to \(own.map { "`\($0)`" }.joined(separator: ", "))")
            if let other = AttackMatrix.Version.allCases.first(where: {
                $0 != fault.matrix.version
                    && fault.matrix.with(version: $0).object(technique.id)?.tactics.contains(tactic.id) == true
            }) {
                result = result.note("in ATT&CK \(other.rawValue) it belongs to that tactic")
            }
            findings.add(result.help("move it to one of its own tactics, or write a technique of `\(tactic.id)`"))
        }
    }
}

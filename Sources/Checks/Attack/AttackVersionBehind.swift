import Diagnostics
import Rules
import Schemas
import SourceText

/// An entry that changes in the next version of ATT&CK.
enum AttackVersionBehind: RuleCheck {
    static let info = CheckInfo(
        id: "attack-version-behind", category: .attack, severity: .info,
        summary: "tactic or technique changes in the next version of ATT&CK",
        rationale: """
            Elastic's rules are written for one version of ATT&CK, and its build moves them to the next version for newer \
            stacks. Review the result if a technique was replaced, renamed or moved to another tactic: in 19.0 Defense \
            Evasion became Stealth and Defense Impairment.
            """,
        examples: [
            Example(
                bad: [ThreatExample.tactic("TA0005", "Defense Evasion", marked: .id)],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    // Renamed.
                    ThreatExample.credentialAccess(
                        ThreatExample.technique(
                            "T1557", "Adversary-in-the-Middle",
                            subtechniques: ThreatExample.subtechnique(
                                "T1557.001", "LLMNR/NBT-NS Poisoning and SMB Relay", marked: .id))),
                    // Moved to other tactics.
                    ThreatExample.tactic(
                        "TA0003", "Persistence",
                        techniques: ThreatExample.technique("T1574", "Hijack Execution Flow", marked: .id)),
                ],
                good: [
                    // Moved to other tactics, but not away from this one.
                    ThreatExample.tactic(
                        "TA0003", "Persistence", techniques: ThreatExample.technique("T1112", "Modify Registry")),
                    // The mapping for the next version is there.
                    ThreatExample.tactic("TA0005", "Defense Evasion")
                        + ThreatExample.block(ThreatExample.tactic("TA0005", "Stealth")),
                    ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS"),
                ]),
            Example(
                bad: [
                    ThreatExample.tactic("TA0005", "Defense Evasion", marked: .id)
                        + ThreatExample.block(ThreatExample.tactic("TA0005", "Defense Evasion"), version: "18")
                ],
                good: [ThreatExample.block(ThreatExample.tactic("TA0005", "Defense Evasion"), version: "18")]),
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.attack.version == .v18, !view.rule.threat.isEmpty else { return }
        let next = AttackMatrix.Version.v19
        // A rule that has a block for the next version is written for both.
        if view.rule.elastic.threatMappings.contains(where: { isBlock($0, of: next) }) { return }
        var reported: Set<String> = []
        for threat in view.rule.threat where threat.isAttack {
            let matrix = view.attack.matrix(of: threat)
            let objects =
                [threat.tactic].compactMap { $0 }
                + threat.techniques.flatMap { [$0.object] + $0.subtechniques }
            for object in objects {
                guard let id = object.id, let now = matrix.object(id.text), now.isLive,
                    let change = change(now, threat.tactic?.id?.text, matrix.with(version: next)),
                    reported.insert(id.text + (threat.tactic?.id?.text ?? "")).inserted
                else { continue }
                findings.add(
                    finding(view, at: id.range, "\(change) in ATT&CK \(next.rawValue)")
                        .help("review the mapping when the rule moves to that version"))
            }
        }
    }

    private static func isBlock(_ block: ThreatMappings, of version: AttackMatrix.Version) -> Bool {
        block.framework?.text == "MITRE ATT&CK"
            && block.version.flatMap { AttackMatrix.Version(written: $0.text) } == version
    }

    /// What becomes of an object; nil where it stays as it is.
    private static func change(_ now: AttackObject, _ tactic: String?, _ matrix: AttackMatrix) -> String? {
        let next = AttackMatrix.mappedTo19(now.id).flatMap { matrix.object($0) } ?? matrix.successor(of: now.id)
        guard let next else { return "`\(now.id)` has no successor" }
        if next.id != now.id { return "`\(now.id)` is replaced by `\(next.id)` \"\(next.name)\"" }
        if next.name != now.name { return "`\(now.id)` is named \"\(next.name)\"" }
        guard now.kind != .tactic, let tactic, now.tactics.contains(tactic), !next.tactics.contains(tactic) else {
            return nil
        }
        let names = next.tactics.map { "\($0) \(matrix.object($0)?.name ?? "")" }
        return "`\(now.id)` is under \(WordList.alternatives(names))"
    }
}

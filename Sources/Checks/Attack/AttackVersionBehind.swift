import Diagnostics
import Rules
import Schemas
import SourceText

/// An entry that the next version of ATT&CK has otherwise.
enum AttackVersionBehind: RuleCheck {
    static let info = CheckInfo(
        id: "attack-version-behind", category: .attack, severity: .info,
        summary: "a tactic or technique is right in this version of ATT&CK and changes in the next",
        rationale: """
            Elastic's rules are written for one version of ATT&CK, and its build moves them to the next one for newer \
            stacks. Where a technique was replaced, renamed or moved to another tactic, the moved mapping is worth a look: \
            in 19.0 Defense Evasion became Stealth and Defense Impairment.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = «"TA0005"»
                    name = "Defense Evasion"
                    reference = "https://attack.mitre.org/tactics/TA0005/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.attack.version == .v18, !view.rule.threat.isEmpty else { return }
        let next = AttackMatrix.Version.v19
        // A rule that has a block for the next version is written for both.
        if view.rule.elastic.threatMappings.contains(where: { isBlock($0, of: next) }) { return }
        var told: Set<String> = []
        for threat in view.rule.threat where threat.isAttack {
            let matrix = view.attack.matrix(of: threat)
            let objects =
                [threat.tactic].compactMap { $0 }
                + threat.techniques.flatMap { [$0.object] + $0.subtechniques }
            for object in objects {
                guard let id = object.id, let now = matrix.object(id.text), now.isLive,
                    let change = change(now, threat.tactic?.id?.text, matrix.with(version: next)),
                    told.insert(id.text + (threat.tactic?.id?.text ?? "")).inserted
                else { continue }
                findings.add(
                    finding(view, at: id.range, "\(change) in ATT&CK \(next.rawValue)")
                        .help("look at the mapping again when the rule moves to that version"))
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

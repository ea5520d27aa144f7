import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A technique that ATT&CK replaced by another.
enum RevokedTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "revoked-technique", category: .attack, severity: .warning, fix: .sometimes(.safe),
        summary: "technique was revoked in ATT&CK and has a successor",
        rationale: """
            When ATT&CK reorganizes its matrix, it revokes IDs and replaces them with others. A revoked ID is not in any \
            matrix, so a rule that names it is not counted in the coverage.

            The fix moves to the successor if it is of the same level. A technique that became a sub-technique is written \
            as technique and sub-technique.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.credentialAccess(
                        ThreatExample.technique("T1081", "Credentials in Files", marked: .id))
                ],
                good: [
                    ThreatExample.credentialAccess(
                        ThreatExample.unsecuredCredentials(
                            ThreatExample.subtechnique("T1552.001", "Credentials In Files")))
                ]
            ),
            // The successor belongs to another tactic.
            Example(
                bad: [
                    ThreatExample.tactic(
                        "TA0003", "Persistence",
                        techniques: ThreatExample.technique(
                            "T1547", "Boot or Logon Autostart Execution",
                            subtechniques: ThreatExample.subtechnique("T1547.011", "Plist Modification", marked: .id)))
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0005", "Defense Evasion",
                        techniques: ThreatExample.technique("T1647", "Plist File Modification"))
                ]),
            Example(
                bad: [
                    // The successor is a technique under the same tactic.
                    ThreatExample.tactic(
                        "TA0011", "Command and Control",
                        techniques: ThreatExample.technique("T1024", "Custom Cryptographic Protocol", marked: .id)),
                    ThreatExample.tactic(
                        "TA0011", "Command and Control",
                        techniques: ThreatExample.technique("T1024", "Encrypted Channel", page: "T1573", marked: .id)),
                    // One under another tactic.
                    ThreatExample.tactic(
                        "TA0010", "Exfiltration",
                        techniques: ThreatExample.technique("T1002", "Data Compressed", marked: .id)),
                    // A sub-technique under the same technique.
                    ThreatExample.tactic(
                        "TA0002", "Execution",
                        techniques: ThreatExample.technique(
                            "T1053", "Scheduled Task/Job",
                            subtechniques: ThreatExample.subtechnique("T1053.001", "At (Linux)", marked: .id))),
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0011", "Command and Control",
                        techniques: ThreatExample.technique("T1573", "Encrypted Channel"))
                ]),
            // Revoked in the version that the block names only.
            Example(
                bad: [
                    ThreatExample.block(
                        ThreatExample.tactic(
                            "TA0005", "Stealth",
                            techniques: ThreatExample.technique("T1562", "Impair Defenses", marked: .id)))
                ],
                good: [
                    ThreatExample.tactic(
                        "TA0005", "Defense Evasion", techniques: ThreatExample.technique("T1562", "Impair Defenses"))
                ]),
            Example(
                bad: """
                    rule:
                      threat:
                        - framework: MITRE ATT&CK
                          tactic:
                            id: TA0006
                            name: Credential Access
                            reference: https://attack.mitre.org/tactics/TA0006/
                          technique:
                            - id: «T1081»
                              name: Credentials in Files
                              reference: https://attack.mitre.org/techniques/T1081/
                    """, syntax: .yaml),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for fault in view.threatMismatches where !findings.isFull {
            guard case .revoked(let object) = fault.kind else { continue }
            let message = "`\(object.id)` \"\(object.name)\" is revoked in \(fault.matrix.title)"
            guard let successor = fault.matrix.successor(of: object.id) else {
                findings.add(finding(view, at: fault.id.range, message).help("write the technique that applies now"))
                continue
            }
            var result = finding(view, at: fault.id.range, message, label: "replaced by `\(successor.id)`")
            if let name = fault.object.name, name.text == successor.name {
                result = result.label(view.location(name.range), "this is the name of `\(successor.id)`")
            }
            findings.add(
                result.help(help(successor, fault, fault.matrix)).help(tacticHelp(successor, fault)).fix(
                    successor.kind == .subtechnique && fault.level == .technique
                        ? split(successor, fault, view) : fix(successor, fault, object)))
        }
    }

    private static func help(_ successor: AttackObject, _ fault: ThreatMismatch, _ matrix: AttackMatrix) -> String {
        if successor.kind == fault.level || successor.kind == .tactic {
            return "move to `\(successor.id)` \"\(successor.name)\""
        }
        if successor.kind == .subtechnique, let parent = successor.parent {
            let name = matrix.object(parent)?.name ?? ""
            return
                "move to the technique `\(parent)` \"\(name)\" with sub-technique `\(successor.id)` \"\(successor.name)\""
        }
        return "move to the technique `\(successor.id)` \"\(successor.name)\""
    }

    /// What to do where the successor does not belong to the entry's tactic.
    private static func tacticHelp(_ successor: AttackObject, _ fault: ThreatMismatch) -> String? {
        guard let tactic = fault.tactic, !successor.tactics.isEmpty, !successor.tactics.contains(tactic.id) else {
            return nil
        }
        let names = successor.tactics.compactMap { fault.matrix.object($0)?.name }
        return "`\(successor.id)` belongs to \(WordList.alternatives(names)), not to `\(tactic.name)`: "
            + "move it to an entry of that tactic"
    }

    /// Only an entry of the same level under the same parent stays where it is.
    private static func fix(_ successor: AttackObject, _ fault: ThreatMismatch, _ object: AttackObject) -> Fix? {
        guard successor.kind == fault.level, successor.parent == object.parent,
            let id = fault.id.replacing(with: successor.id)
        else { return nil }
        var edits = [id]
        if let name = fault.object.name, name.text != successor.name {
            guard let edit = name.replacing(with: successor.name) else { return nil }
            edits.append(edit)
        }
        if let reference = fault.object.reference, !ThreatMismatch.isReference(reference.text, to: successor) {
            guard let edit = reference.replacing(with: successor.url) else { return nil }
            edits.append(edit)
        }
        let keepsTactic = fault.tactic.map { successor.tactics.contains($0.id) } ?? false
        return Fix("move to `\(successor.id)` \"\(successor.name)\"", keepsTactic ? .safe : .unsafe, edits)
    }

    /// A technique that became a sub-technique: the entry turns into its technique, the sub-technique follows.
    ///
    /// Only in TOML, where the entry has a header of its own and all three keys one below the other.
    private static func split(_ successor: AttackObject, _ fault: ThreatMismatch, _ view: RuleView) -> Fix? {
        let source = view.source
        let opening = ByteRange(fault.object.range.start, fault.object.range.start + header.utf8.count)
        guard source.text(opening) == header, let parent = successor.parent.flatMap({ fault.matrix.object($0) }),
            let name = fault.object.name, let reference = fault.object.reference,
            let newID = fault.id.replacing(with: parent.id), let newName = name.replacing(with: parent.name),
            let newReference = reference.replacing(with: parent.url)
        else { return nil }
        let last = max(fault.id.range.end, name.range.end, reference.range.end)
        let lineEnd = source.lines.range(ofLine: source.lines.line(containing: last), in: source.bytes).end
        let below = """


            [[rule.threat.technique.subtechnique]]
            id = "\(successor.id)"
            name = "\(successor.name)"
            reference = "\(successor.url)"
            """
        return Fix(
            "move to the technique `\(parent.id)` with sub-technique `\(successor.id)`", .unsafe,
            [newID, newName, newReference, Edit(ByteRange(at: lineEnd), below)])
    }

    private static let header = "[[rule.threat.technique]]"
}

import Diagnostics
import Rules
import Schemas
import SourceText

/// A technique that ATT&CK replaced by another.
enum RevokedTechnique: RuleCheck {
    static let info = CheckInfo(
        id: "revoked-technique", category: .attack, severity: .warning, fix: .sometimes(.safe),
        summary: "a technique was revoked in ATT&CK and has a successor",
        rationale: """
            ATT&CK reorganizes its matrix now and then: an id is revoked and another one takes its place. The old id is \
            in no matrix any more, so coverage counted by it is lost.

            The fix moves to the successor where it is of the same level and serves the same tactic. A technique that \
            became a sub-technique has to be written anew, as technique and sub-technique.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = «"T1081"»
                    name = "Credentials in Files"
                    reference = "https://attack.mitre.org/techniques/T1081/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [[rule.threat.technique]]
                    id = "T1552"
                    name = "Unsecured Credentials"
                    reference = "https://attack.mitre.org/techniques/T1552/"

                    [[rule.threat.technique.subtechnique]]
                    id = "T1552.001"
                    name = "Credentials In Files"
                    reference = "https://attack.mitre.org/techniques/T1552/001/"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
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
                result = result.label(view.location(name.range), "this name belongs to `\(successor.id)` now")
            }
            findings.add(
                result.help(help(successor, fault, fault.matrix)).fix(
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

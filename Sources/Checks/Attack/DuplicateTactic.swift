import Diagnostics
import Rules
import SourceText

/// One tactic in the entries of two frameworks.
enum DuplicateTactic: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-tactic", category: .attack, severity: .error,
        summary: "two threat entries name the same tactic, whatever their frameworks",
        rationale: """
            ATT&CK and ATLAS share names of tactics. Elastic's repository counts tactics by name over all frameworks and \
            refuses a rule that has one twice, because tags and lists could not distinguish the two.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"

                    [[rule.threat]]
                    framework = "MITRE ATLAS"

                    [rule.threat.tactic]
                    id = "AML.TA0013"
                    name = «"Credential Access"»
                    reference = "https://atlas.mitre.org/tactics/AML.TA0013/"
                    """,
                good: """
                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.threat.count > 1 else { return }
        var seen: [String: ByteRange] = [:]
        for threat in view.rule.threat {
            guard let tactic = threat.tactic, let name = tactic.name else { continue }
            guard let first = seen[name.text] else {
                seen[name.text] = name.range
                continue
            }
            // A tactic of one matrix that stands there twice, or whose name is wrong, is another check's.
            if view.threatMismatches.contains(where: { $0.object.range == tactic.range }) { continue }
            findings.add(
                finding(view, at: name.range, "the rule has the tactic `\(name.text)` already", label: "here again")
                    .label(view.location(first), "first here")
                    .help("keep the entry that describes the rule best"))
        }
    }
}

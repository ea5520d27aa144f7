import Diagnostics
import Rules
import SourceText

/// A tactic that only the tags have.
enum TagTacticNotInThreat: RuleCheck {
    static let info = CheckInfo(
        id: "tag-tactic-not-in-threat", category: .attack, severity: .warning,
        summary: "tag names a tactic that the threat mapping does not have",
        rationale: """
            Coverage is counted from the threat mapping, and lists are filtered by tag. If a tag names a tactic that the \
            mapping does not have, either the mapping lacks an entry or the tag is outdated.
            """,
        examples: [
            Example(
                bad: [
                    "tags = [\"Tactic: Credential Access\", «\"Tactic: Persistence\"»]\n\n"
                        + ThreatExample.credentialAccess()
                ],
                good: ["tags = [\"Tactic: Credential Access\"]\n\n" + ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    "tags = [«\"Tactic: Credentials Access\"»]\n\n" + ThreatExample.credentialAccess(),
                    "tags = [«\"Tactic: Impact\"»]\n\n" + ThreatExample.credentialAccess()
                        + ThreatExample.tactic("TA0003", "Persistence"),
                ],
                good: [
                    "tags = [\"Tactic: Persistence\"]\n\n" + ThreatExample.credentialAccess()
                        + ThreatExample.tactic("TA0003", "Persistence"),
                    "tags = [\"tactic: credential access\", \"Domain: Cloud\"]\n\n" + ThreatExample.credentialAccess(),
                    "tags = [\"Tactic: credential access\"]\n\n" + ThreatExample.credentialAccess(),
                    "tags = [\"Tactic: Stealth\"]\n\n" + ThreatExample.tactic("TA0005", "Defense Evasion")
                        + ThreatExample.block(ThreatExample.tactic("TA0005", "Stealth")),
                    "tags = [\"Tactic: Persistence\"]",
                ]),
            Example(
                good: ["tags = [\"Tactic: Persistence\"]\n\n" + ThreatExample.credentialAccess()], on: .machineLearning),
        ], profile: .elastic)

    private static let word = "Tactic: "

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A wrong entry of the mapping is another check's.
        guard view.rule.elastic.type?.value != .machineLearning, let threat = view.rule.threat.first,
            view.threatMismatches.isEmpty
        else { return }
        lazy var tactics = TacticNames(view.rule).all
        for item in view.rule.tags?.items ?? [] where item.value.utf8.starts(with: word.utf8) {
            let name = String(item.value.dropFirst(word.count))
            if tactics.contains(where: { TagList.isSame($0, name) }) { continue }
            findings.add(
                finding(view, at: item.range, "the threat mapping has no tactic `\(name)`")
                    .label(view.location(threat.keyRange), "the threat mapping is here")
                    .help("add the tactic to `threat`, or remove the tag"))
        }
    }
}

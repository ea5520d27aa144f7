import Diagnostics
import Rules
import SourceText

/// A tactic that only the tags know.
enum TagTacticNotInThreat: RuleCheck {
    static let info = CheckInfo(
        id: "tag-tactic-not-in-threat", category: .attack, severity: .warning,
        summary: "a tag names a tactic that the threat mapping does not have",
        rationale: """
            Coverage is counted from the threat mapping, lists are filtered by tag. Where a tag names a tactic that the \
            mapping lacks, the two disagree about what the rule is for: either the mapping lost an entry, or the tag is \
            a leftover.
            """,
        examples: [
            Example(
                bad: """
                    tags = ["Tactic: Credential Access", «"Tactic: Persistence"»]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    tags = ["Tactic: Credential Access"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ], profile: .elastic)

    private static let word = "Tactic: "

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A mapping with a wrong entry is no measure for tags.
        guard view.rule.elastic.type?.value != .machineLearning, let threat = view.rule.threat.first,
            view.threatMismatches.isEmpty
        else { return }
        lazy var tactics = TacticNames(view.rule).all
        for item in view.rule.tags?.items ?? [] where item.value.utf8.starts(with: word.utf8) {
            let name = String(item.value.dropFirst(word.count))
            if tactics.contains(where: { TagList.isSame($0, name) }) { continue }
            findings.add(
                finding(view, at: item.range, "the threat mapping has no tactic `\(name)`")
                    .label(view.location(threat.keyRange), "the mapping begins here")
                    .help("add the tactic to `threat`, or remove the tag"))
        }
    }
}

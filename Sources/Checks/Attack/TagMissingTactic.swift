import Diagnostics
import Rules
import SourceText

/// A rule without the tag of its tactic.
enum TagMissingTactic: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-tactic", category: .attack, severity: .error, fix: .sometimes(.safe),
        summary: "no tag names the tactic that the rule's threat mapping begins with",
        rationale: """
            Rules of Elastic's repository repeat their first tactic as a tag, `Tactic: Persistence`, so that lists can be \
            filtered by it. Machine-learning rules, and those tagged `Continuous Monitoring`, need none.
            """,
        examples: [
            Example(
                bad: """
                    «tags» = ["Domain: Cloud"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """,
                good: """
                    tags = ["Domain: Cloud", "Tactic: Credential Access"]

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value != .machineLearning, let first = view.rule.threat.first,
            let name = first.tactic?.name,
            !TagList.has("Continuous Monitoring", view)
        else { return }
        let tactics = TacticNames(view.rule).primary
        // A name that its own check refuses is no measure for tags.
        guard !tactics.contains(where: { TagList.has("Tactic: \($0)", view) }), isRight(name, view) else { return }
        let tag = "Tactic: \(name.text)"
        // A tag with white space at its end is a fault of its own: the two would be repaired in turns.
        if PaddedValue.isPadded(tag) { return }
        findings.add(
            finding(view, at: TagList.place(view, else: name.range), "the tag `\(tag)` is missing")
                .label(view.location(name.range), "the rule's first tactic")
                .help("add `\(tag)` to `tags`")
                .fix(TagList.adding([tag], view)))
    }

    private static func isRight(_ name: RuleText, _ view: RuleView) -> Bool {
        !view.threatMismatches.contains { $0.object.name?.range == name.range }
    }
}

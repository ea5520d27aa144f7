import Diagnostics
import Rules
import SourceText

/// A rule without the tag of its tactic.
enum TagMissingTactic: RuleCheck {
    static let info = CheckInfo(
        id: "tag-missing-tactic", category: .attack, severity: .error, fix: .sometimes(.safe),
        summary: "no tag names the first tactic of the rule's threat mapping",
        rationale: """
            Rules of Elastic's repository repeat their first tactic as a tag, such as `Tactic: Persistence`, so that lists \
            can be filtered by it. Machine learning rules and rules with the tag `Continuous Monitoring` do not need it.
            """,
        examples: [
            Example(
                bad: ["«tags» = [\"Domain: Cloud\"]\n\n" + ThreatExample.credentialAccess()],
                good: [
                    "tags = [\"Domain: Cloud\", \"Tactic: Credential Access\"]\n\n" + ThreatExample.credentialAccess()
                ]
            ),
            Example(
                bad: [
                    ThreatExample.tactic("TA0006", "Credential Access", marked: .name),
                    // The tag of another tactic than the first one.
                    "«tags» = [\"Tactic: Persistence\"]\n\n" + ThreatExample.credentialAccess()
                        + ThreatExample.tactic("TA0003", "Persistence"),
                    "«tags» = [\"Credential Access\"]\n\n" + ThreatExample.credentialAccess(),
                ],
                good: [
                    "tags = [\"tactic: credential access\"]\n\n" + ThreatExample.credentialAccess(),
                    "tags = [\"Continuous Monitoring\"]\n\n" + ThreatExample.credentialAccess(),
                    "tags = [\"Tactic: Stealth\"]\n\n" + ThreatExample.tactic("TA0005", "Defense Evasion")
                        + ThreatExample.block(ThreatExample.tactic("TA0005", "Stealth")),
                    "tags = [\"Domain: Cloud\"]",
                    // A wrong name determines no tag.
                    "# tenet: ignore-file[attack-name-mismatch] renamed in our copy of the matrix\n"
                        + "tags = [\"Domain: Cloud\"]\n\n"
                        + ThreatExample.tactic("TA0006", "Credentials Access", page: "TA0006"),
                ]),
            Example(good: ["tags = [\"Domain: Cloud\"]\n\n" + ThreatExample.credentialAccess()], on: .machineLearning),
            // A misspelled key may have the tag.
            Example(
                good: ["tgas = [\"Domain: Cloud\"]\n\n" + ThreatExample.credentialAccess()], besides: "unknown-key"),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value != .machineLearning, let first = view.rule.threat.first,
            let name = first.tactic?.name,
            !TagList.has("Continuous Monitoring", view)
        else { return }
        let tactics = TacticNames(view.rule).primary
        // A wrong name is another check's, and does not determine a tag.
        guard !tactics.contains(where: { TagList.has("Tactic: \($0)", view) }), isRight(name, view) else { return }
        let tag = "Tactic: \(name.text)"
        // A tag with whitespace at its end is another check's: the two would be repaired in turns.
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

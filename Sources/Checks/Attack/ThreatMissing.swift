import Diagnostics
import Documents
import Rules

/// A rule that no tactic is named for.
enum ThreatMissing: RuleCheck {
    static let info = CheckInfo(
        id: "threat-missing", category: .attack, severity: .info, needsWholeFile: true,
        summary: "the rule has no threat mapping",
        rationale: """
            Coverage is counted from `threat`: a rule without it is in no cell of the matrix, and its alerts say nothing \
            of what an attacker may be doing. Some rules, such as those that only collect alerts, have none for good \
            reason.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    severity = "medium"
                    """,
                good: """
                    severity = "medium"

                    [[rule.threat]]
                    framework = "MITRE ATT&CK"

                    [rule.threat.tactic]
                    id = "TA0006"
                    name = "Credential Access"
                    reference = "https://attack.mitre.org/tactics/TA0006/"
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let entry = view.rule.ruleEntry, let table = entry.value.table, view.rule.elastic.threatMappings.isEmpty,
            table["threat"]?.value.array?.isEmpty ?? (table["threat"] == nil),
            !view.isMisspelt(["rule", "threat"])
        else { return }
        findings.add(
            finding(view, at: table["threat"]?.value.range ?? entry.keyRange, "the rule is mapped to no tactic")
                .help("add `[[rule.threat]]` with the tactic and the techniques that the rule detects"))
    }
}

import Diagnostics
import Documents
import Rules

/// A rule without a tactic.
enum ThreatMissing: RuleCheck {
    static let info = CheckInfo(
        id: "threat-missing", category: .attack, severity: .info, needsWholeFile: true,
        summary: "rule has no threat mapping",
        rationale: """
            Coverage is counted from `threat`: a rule without it is not in any cell of the matrix, and its alerts do not \
            show what an attacker may be doing. Some rules, such as those that only collect alerts, rightly have no \
            mapping.
            """,
        examples: [
            Example(
                bad: """
                    [«rule»]
                    severity = "medium"
                    """,
                good: ["severity = \"medium\"\n\n" + ThreatExample.credentialAccess()]),
            Example(
                bad: "threat = «[]»", good: [ThreatExample.block(ThreatExample.credentialAccess())]),
            Example(bad: "«rule»:\n  severity: medium", syntax: .yaml),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let entry = view.rule.ruleEntry, let table = entry.value.table, view.rule.elastic.threatMappings.isEmpty,
            table["threat"]?.value.array?.isEmpty ?? (table["threat"] == nil),
            !view.isMisspelt(["rule", "threat"])
        else { return }
        findings.add(
            finding(view, at: table["threat"]?.value.range ?? entry.keyRange, "the rule is not mapped to any tactic")
                .help("add `[[rule.threat]]` with the tactic and the techniques that the rule detects"))
    }
}

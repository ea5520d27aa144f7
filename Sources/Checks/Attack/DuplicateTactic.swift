import Diagnostics
import Rules
import SourceText

/// One tactic in the entries of two frameworks.
enum DuplicateTactic: RuleCheck {
    static let info = CheckInfo(
        id: "duplicate-tactic", category: .attack, severity: .error,
        summary: "two threat entries name the same tactic, whatever their frameworks",
        rationale: """
            Some tactics of ATT&CK and ATLAS have the same name. Elastic's repository counts tactics by name over all \
            frameworks and rejects a rule that has one twice, because tags and lists cannot distinguish the two.
            """,
        examples: [
            Example(
                bad: [
                    ThreatExample.credentialAccess()
                        + ThreatExample.tactic(
                            "AML.TA0013", "Credential Access", marked: .name, framework: "MITRE ATLAS")
                ],
                good: [ThreatExample.credentialAccess()]),
            Example(
                bad: [
                    ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS")
                        + ThreatExample.tactic("TA0006", "Credential Access", marked: .name),
                    ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS")
                        + ThreatExample.tactic(
                            "AML.TA0013", "Credential Access", marked: .name, framework: "MITRE ATLAS"),
                ],
                good: [
                    ThreatExample.credentialAccess()
                        + ThreatExample.tactic("AML.TA0004", "Initial Access", framework: "MITRE ATLAS"),
                    // Another check reports the wrong name.
                    "# tenet: ignore-file[attack-name-mismatch] renamed in our copy of the matrix\n\n"
                        + ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS")
                        + ThreatExample.tactic("TA0003", "Credential Access", page: "TA0003"),
                ]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        var seen: [String: ByteRange] = [:]
        for threat in view.rule.threat {
            guard let tactic = threat.tactic, let name = tactic.name else { continue }
            guard let first = seen[name.text] else {
                seen[name.text] = name.range
                continue
            }
            // A tactic that one matrix has twice, or whose name is wrong, is another check's.
            if view.threatMismatches.contains(where: { $0.object.range == tactic.range }) { continue }
            findings.add(
                finding(
                    view, at: name.range, "the rule already has the tactic `\(name.text)`", label: "listed again here"
                )
                .label(view.location(first), "first listed here")
                .help("keep the entry that describes the rule best"))
        }
    }
}

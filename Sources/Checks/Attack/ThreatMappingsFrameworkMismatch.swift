import Diagnostics
import Rules
import SourceText

/// An entry of another framework than its block.
enum ThreatMappingsFrameworkMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mappings-framework-mismatch", category: .attack, severity: .error, fix: .sometimes(.safe),
        summary: "entry of `threat_mappings` has another framework than its block",
        rationale: """
            A block is for one version of one framework. An entry of another framework in it would be read as one of the \
            wrong framework.
            """,
        examples: [
            Example(
                bad: [ThreatMappingsExample.text(version: "\"19\"", framework: "«\"MITRE ATLAS\"»")],
                good: [ThreatMappingsExample.text(version: "\"19\"")]),
            Example(
                bad: [
                    ThreatExample.block(ThreatExample.credentialAccess(), version: "5", framework: "MITRE ATLAS")
                        .replacing(
                            "\n\n[[rule.threat_mappings.threat]]\nframework = \"MITRE ATT&CK\"",
                            with: "\n\n[[rule.threat_mappings.threat]]\nframework = «\"MITRE ATT&CK\"»"),
                    ThreatMappingsExample.text(version: "\"18\"")
                        + ThreatMappingsExample.text(version: "\"19\"", framework: "«\"MITRE ATLAS\"»"),
                ],
                good: [
                    ThreatExample.block(
                        ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS"), version: "5",
                        framework: "MITRE ATLAS")
                ]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for block in view.rule.elastic.threatMappings {
            guard let framework = block.framework else { continue }
            for threat in block.threat {
                // An unknown framework is another check's.
                guard let own = threat.framework, own.text != framework.text,
                    ["MITRE ATT&CK", "MITRE ATLAS"].contains(own.text)
                else { continue }
                let edit = own.replacing(with: framework.text)
                findings.add(
                    finding(view, at: own.range, "the block is for \(framework.text)")
                        .label(view.location(framework.range), "the block's framework")
                        .help("write `\(framework.text)`, or move the entry")
                        .fix(edit.map { Fix("write `\(framework.text)`", .safe, $0) }))
            }
        }
    }
}

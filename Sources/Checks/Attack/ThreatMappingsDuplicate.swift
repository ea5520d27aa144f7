import Diagnostics
import Rules
import SourceText

/// Two blocks for one version of a framework.
enum ThreatMappingsDuplicate: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mappings-duplicate", category: .attack, severity: .error,
        summary: "two blocks of `threat_mappings` are for the same version of a framework",
        rationale: """
            The build replaces `threat` with the block of the version that it needs. If two blocks have the same framework \
            and version, the choice between them is ambiguous.
            """,
        examples: [
            Example(
                bad: [ThreatMappingsExample.text(version: "\"19\"") + ThreatMappingsExample.text(version: "«\"19\"»")],
                good: [ThreatMappingsExample.text(version: "\"19\"")]),
            Example(
                bad: [
                    ThreatMappingsExample.text(version: "\"19\"") + ThreatMappingsExample.text(version: "\"18\"")
                        + ThreatMappingsExample.text(version: "«\"19\"»"),
                    ThreatMappingsExample.text(version: "\"18\"") + ThreatMappingsExample.text(version: "\"19\"")
                        + ThreatMappingsExample.text(version: "«\"19\"»"),
                ],
                good: [
                    ThreatMappingsExample.text(version: "\"18\"") + ThreatMappingsExample.text(version: "\"19\""),
                    ThreatMappingsExample.text(version: "\"19\"")
                        + ThreatExample.block(
                            ThreatExample.tactic("AML.TA0013", "Credential Access", framework: "MITRE ATLAS"),
                            framework: "MITRE ATLAS"),
                ]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        var seen: [[String]: ByteRange] = [:]
        for block in view.rule.elastic.threatMappings {
            guard let framework = block.framework, let version = block.version else { continue }
            guard let first = seen[[framework.text, version.text]] else {
                seen[[framework.text, version.text]] = version.range
                continue
            }
            findings.add(
                finding(
                    view, at: version.range,
                    "there already is a block for version `\(version.text)` of \(framework.text)"
                )
                .label(view.location(first), "the first block is here")
                .help("merge the two blocks"))
        }
    }
}

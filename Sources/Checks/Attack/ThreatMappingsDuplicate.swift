import Diagnostics
import Rules
import SourceText

/// Two blocks for one version of a framework.
enum ThreatMappingsDuplicate: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mappings-duplicate", category: .attack, severity: .error,
        summary: "two blocks of `threat_mappings` are for the same version of a framework",
        rationale: """
            The build uses the block of the version that it needs in place of `threat`. Where two blocks name the same \
            framework and version, it cannot know which is meant.
            """,
        examples: [
            Example(
                bad: ThreatMappingsExample.text(version: "\"19\"") + ThreatMappingsExample.text(version: "«\"19\"»"),
                good: ThreatMappingsExample.text(version: "\"19\""))
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
                finding(view, at: version.range, "version `\(version.text)` of \(framework.text) has a block already")
                    .label(view.location(first), "the first one is here")
                    .help("join the two blocks"))
        }
    }
}

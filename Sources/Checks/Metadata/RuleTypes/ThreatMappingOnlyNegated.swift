import Diagnostics
import Rules

/// A group of a threat mapping that only excludes.
enum ThreatMappingOnlyNegated: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-only-negated", category: .metadata, severity: .error,
        summary: "every entry of a group of a threat mapping is negated",
        rationale: """
            A group matches an event with an indicator; entries with `negate` only narrow that. Kibana refuses a group without an \
            entry that matches.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.«entries»]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    negate = true
                    """,
                good: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch else { return }
        for group in view.rule.elastic.threatMatch.mapping {
            guard !group.entries.isEmpty, group.entries.allSatisfy(\.isNegated) else { continue }
            findings.add(
                finding(view, at: group.keyRange, "the group excludes and matches nothing")
                    .help("add an entry without `negate`"))
        }
    }
}

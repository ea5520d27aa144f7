import Diagnostics
import Documents
import Rules

/// An indicator match without anything to match.
enum ThreatMappingEmpty: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-empty", category: .metadata, severity: .error,
        summary: "a threat mapping has no group, or a group has no entry",
        rationale: """
            The groups say which fields of the event are compared with which fields of the indicators. Kibana refuses a rule \
            without a group, and a group without an entry.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"
                    threat_mapping = «[]»
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
        guard view.rule.elastic.type?.value == .threatMatch, let list = view.rule.entry("threat_mapping")?.value,
            let groups = list.array
        else { return }
        if groups.isEmpty {
            findings.add(finding(view, at: list.range, "the threat mapping has no group").help(help))
        }
        for group in groups {
            guard let entries = group["entries"], entries.array?.isEmpty == true else { continue }
            findings.add(finding(view, at: entries.range, "the group has no entry").help(help))
        }
    }

    private static let help = "name a field of the event and the indicator's field with the same kind of value"
}

import Diagnostics
import Rules

/// A pair of fields that a group both matches and negates.
enum ThreatMappingContradiction: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-contradiction", category: .metadata, severity: .error,
        summary: "group of a threat mapping matches and negates the same pair of fields",
        rationale: """
            Such a group never matches. Since 9.2 Kibana refuses it when a rule is created or edited; an import \
            accepts it.
            """,
        examples: [
            Example(
                in: """
                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"

                    [[rule.threat_mapping.entries]]
                    «»
                    """,
                bad: """
                    field = «"source.ip"»
                    type = "mapping"
                    value = "threat.indicator.ip"
                    negate = true
                    """,
                good: [
                    """
                    field = "destination.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    negate = true
                    """,
                    """
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.as.organization.name"
                    negate = true
                    """,
                    """
                    field = "user.name"
                    type = "mapping"
                    value = "threat.indicator.name"
                    negate = false
                    """,
                ], on: .threatMatch),
            Example(
                // The order of the entries does not matter.
                bad: """
                    threat_mapping = [{ entries = [
                        { field = «"source.ip"», type = "mapping", value = "threat.indicator.ip", negate = true },
                        { field = "source.ip", type = "mapping", value = "threat.indicator.ip" },
                    ] }]
                    """,
                // Groups are alternatives: one may exclude what another one matches.
                good: """
                    threat_mapping = [
                        { entries = [
                            { field = "source.ip", type = "mapping", value = "threat.indicator.ip", negate = true },
                            { field = "user.name", type = "mapping", value = "threat.indicator.name" },
                        ] },
                        { entries = [{ field = "source.ip", type = "mapping", value = "threat.indicator.ip" }] },
                    ]
                    """, on: .threatMatch),
            // An import accepts it.
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    "type": "threat_match", "language": "kuery", "index": ["logs-azure.activitylogs-*"],
                    "query": "event.dataset:azure.activitylogs", "threat_index": ["logs-ti_*"], "threat_query": "*:*",
                    "threat_language": "kuery", "threat_mapping": [{"entries": [
                      {"field": "source.ip", "type": "mapping", "value": "threat.indicator.ip"},
                      {"field": «"source.ip"», "type": "mapping", "value": "threat.indicator.ip", "negate": true}
                    ]}]
                    """, on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch else { return }
        let isRefused = view.rule.form == .file || view.rule.form == .body
        for group in view.rule.elastic.threatMatch.mapping {
            let matched = Set(group.entries.lazy.filter { !$0.isNegated }.compactMap(Pair.init))
            for entry in group.entries where entry.isNegated {
                guard let field = entry.field, let pair = Pair(entry), matched.contains(pair) else { continue }
                findings.add(
                    finding(
                        view, at: field.range,
                        "the group also matches `\(field.text.prefix(80))` with the same indicator field",
                        severity: isRefused ? nil : .warning
                    ).help("remove one of the two entries"))
            }
        }
    }

    private struct Pair: Hashable {
        var field: String
        var value: String

        init?(_ entry: RuleThreatPair) {
            guard let field = entry.field, let value = entry.value else { return nil }
            self.field = field.text
            self.value = value.text
        }
    }
}

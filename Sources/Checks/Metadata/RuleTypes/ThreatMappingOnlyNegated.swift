import Diagnostics
import Rules

/// A group of a threat mapping with negated entries only.
enum ThreatMappingOnlyNegated: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-only-negated", category: .metadata, severity: .error,
        summary: "group of a threat mapping has only negated entries",
        rationale: """
            A group matches events with indicators; entries with `negate` only exclude some of these matches. Kibana \
            refuses a group without an entry that matches.
            """,
        examples: [
            Example(
                bad: """
                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.«entries»]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    negate = true
                    """,
                good: [
                    """
                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """,
                    """
                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"

                    [[rule.threat_mapping.entries]]
                    field = "user.name"
                    type = "mapping"
                    value = "threat.indicator.name"
                    negate = true
                    """,
                ], on: .threatMatch),
            Example(
                bad: [
                    """
                    threat_mapping = [{ «entries» = [
                        { field = "source.ip", type = "mapping", value = "threat.indicator.ip", negate = true },
                        { field = "user.name", type = "mapping", value = "threat.indicator.name", negate = true },
                    ] }]
                    """,
                    // Each group needs an entry that matches.
                    """
                    threat_mapping = [
                        { entries = [{ field = "source.ip", type = "mapping", value = "threat.indicator.ip" }] },
                        { «entries» = [
                            { field = "user.name", type = "mapping", value = "threat.indicator.name", negate = true },
                        ] },
                    ]
                    """,
                ], on: .threatMatch),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch else { return }
        for group in view.rule.elastic.threatMatch.mapping {
            guard !group.entries.isEmpty, group.entries.allSatisfy(\.isNegated) else { continue }
            findings.add(
                finding(view, at: group.keyRange, "every entry of the group is negated")
                    .help("add an entry without `negate`"))
        }
    }
}

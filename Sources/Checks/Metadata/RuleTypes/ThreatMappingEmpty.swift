import Diagnostics
import Documents
import Rules

/// An indicator match rule without a pair of fields to compare.
enum ThreatMappingEmpty: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-empty", category: .metadata, severity: .error,
        summary: "threat mapping has no group, or a group has no entry",
        rationale: """
            The entries of a group name the fields of events and indicators that are compared. Kibana refuses a rule \
            without a group, and a group without an entry.
            """,
        examples: [
            Example(
                in: "threat_mapping = «»", bad: ["[]", "[{ entries = «[]» }]"],
                good:
                    "[{ entries = [{ field = \"source.ip\", type = \"mapping\", value = \"threat.indicator.ip\" }] }]",
                on: .threatMatch),
            Example(
                bad: """
                    threat_mapping = [
                        { entries = [{ field = "source.ip", type = "mapping", value = "threat.indicator.ip" }] },
                        { entries = «[]» },
                    ]
                    """,
                good: """
                    threat_mapping = [
                        { entries = [{ field = "source.ip", type = "mapping", value = "threat.indicator.ip" }] },
                        { entries = [{ field = "destination.ip", type = "mapping", value = "threat.indicator.ip" }] },
                    ]
                    """, on: .threatMatch),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) { forwardEmptyParts(view, &findings) }
}

import Diagnostics
import Rules

/// A pair that a group both asks for and excludes.
enum ThreatMappingContradiction: RuleCheck {
    static let info = CheckInfo(
        id: "threat-mapping-contradiction", category: .metadata, severity: .error,
        summary: "a group of a threat mapping both matches and negates the same pair of fields",
        rationale: """
            Such a group never matches. Kibana refuses it from 9.2 on when a rule is made or changed, and imports it as it is.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"

                    [[rule.threat_mapping.entries]]
                    field = «"source.ip"»
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
        let isRefused = view.rule.form == .file || view.rule.form == .body
        for group in view.rule.elastic.threatMatch.mapping where group.entries.count > 1 {
            let matched = Set(group.entries.lazy.filter { !$0.isNegated }.compactMap(Pair.init))
            for entry in group.entries where entry.isNegated {
                guard let field = entry.field, let pair = Pair(entry), matched.contains(pair) else { continue }
                findings.add(
                    finding(
                        view, at: field.range,
                        "the group matches `\(field.text.prefix(80))` with the same field as well",
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

import Diagnostics
import Queries
import Rules

/// A query for indicators that does not parse.
enum ThreatQuerySyntax: RuleCheck {
    static let info = CheckInfo(
        id: "threat-query-syntax", category: .query, severity: .error,
        summary: "a `threat_query` is not KQL",
        rationale: """
            Kibana accepts any text here and fails at each run of the rule: no indicator is ever found, and no alert made.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "threat.indicator.ip:«(»1 or"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """,
                good: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "threat.indicator.ip:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let match = view.rule.elastic.threatMatch
        guard view.rule.elastic.type?.value == .threatMatch, let query = match.query, !query.text.isEmpty,
            match.queryLanguage == .kql, let issue = KQL.parse(query.text).issues.first
        else { return }
        findings.add(finding(view, at: query.sourceRange(issue.range), issue.message).help(issue.help))
    }
}

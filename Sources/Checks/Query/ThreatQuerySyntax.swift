import Diagnostics
import Rules

/// A query for indicators with a syntax error.
enum ThreatQuerySyntax: RuleCheck {
    static let info = CheckInfo(
        id: "threat-query-syntax", category: .query, severity: .error,
        summary: "`threat_query` has a syntax error",
        rationale: """
            Kibana saves a rule without parsing this query. With a syntax error every run of the rule fails: no indicator \
            is read, and no alert is created.
            """,
        examples: [
            Example(
                in: "threat_query = '«»'",
                bad: [
                    "threat.indicator.ip:«(»10.0.0.1 or", "threat.indicator.ip:*«)»",
                    "threat.indicator.ip:«\"»10.0.0.1",
                ],
                good: ["threat.indicator.ip:*", "threat.indicator.ip:(10.0.0.1 or 10.0.0.2)", ""], on: .threatMatch),
            Example(
                in: "threat_language = \"lucene\"\nthreat_query = '«»'",
                bad: ["threat.indicator.ip:[10.0.0.1 TO«»", "threat.indicator.ip:(10.0.0.1 OR 10.0.0.2«»"],
                good: ["threat.indicator.ip:[10.0.0.1 TO 10.0.0.9]"], on: .threatMatch),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let fault = view.loaded.indicatorQueryFault, fault.id == info.id else { return }
        findings.add(fault)
    }
}

import Diagnostics
import Rules

/// A risk score that Kibana refuses.
enum RiskScoreRange: RuleCheck {
    static let info = CheckInfo(
        id: "risk-score-range", category: .metadata, severity: .error,
        summary: "risk score is not between 0 and 100",
        rationale: """
            Kibana accepts whole numbers from 0 to 100 and rejects a rule with any other number. Analysts sort alerts by \
            the risk score, so it has to be on the same scale in all rules.
            """,
        examples: [
            Example(
                bad: """
                    risk_score = «147»
                    """,
                good: """
                    risk_score = 47
                    """),
            Example(
                in: "severity = \"low\"\nrisk_score = «»", bad: ["-1", "-47"], good: ["0", "21"]),
            Example(in: "severity = \"critical\"\nrisk_score = «»", bad: "101", good: "100"),
            Example(
                in: """
                    [[rule.risk_score_mapping]]
                    field = "event.risk_score"
                    operator = "equals"
                    value = "vault"
                    risk_score = «»
                    """, bad: ["101", "-1"], good: ["100", "0"]),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for case let score? in [view.rule.riskScore] + view.rule.elastic.riskScoreMapping.map(\.riskScore) {
            guard !(0...100).contains(score.value) else { continue }
            findings.add(
                finding(view, at: score.range, "`risk_score` \(score.value) is not between 0 and 100")
                    .help("21, 47, 73 and 99 are usual for low, medium, high and critical"))
        }
    }
}

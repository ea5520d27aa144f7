import Diagnostics
import Rules

/// A risk score that Kibana refuses.
enum RiskScoreRange: RuleCheck {
    static let info = CheckInfo(
        id: "risk-score-range", category: .metadata, severity: .error,
        summary: "the risk score is not between 0 and 100",
        rationale: """
            Kibana accepts whole numbers from 0 to 100 and refuses a rule with another one. Alerts are sorted by this \
            number, so a score outside would not compare with that of other rules either.
            """,
        examples: [
            Example(
                bad: """
                    risk_score = «147»
                    """,
                good: """
                    risk_score = 47
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for case let score? in [view.rule.riskScore] + view.rule.elastic.riskScoreMapping.map(\.riskScore) {
            guard !(0...100).contains(score.value) else { continue }
            findings.add(
                finding(view, at: score.range, "risk score \(score.value) is not between 0 and 100")
                    .help("21, 47, 73 and 99 are usual for low, medium, high and critical"))
        }
    }
}

import Diagnostics
import Rules
import SourceText

/// A risk score outside the band of the rule's severity.
enum RiskScoreSeverityMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "risk-score-severity-mismatch", category: .metadata, severity: .info, fix: .always(.unsafe),
        summary: "risk score is not in the range of the rule's severity",
        rationale: """
            Analysts sort alerts by risk score and filter them by severity; a rule whose two values disagree is high in \
            one list and low in the other. Kibana's own bands are 0 to 21 for low, 22 to 47 for medium, 48 to 73 for \
            high and 74 to 100 for critical.
            """,
        examples: [
            Example(
                bad: """
                    severity = "medium"
                    risk_score = «73»
                    """,
                good: """
                    severity = "high"
                    risk_score = 73
                    """),
            Example(in: "severity = \"low\"\nrisk_score = «»", bad: "22", good: ["0", "21"]),
            Example(in: "severity = \"medium\"\nrisk_score = «»", bad: ["21", "48"], good: ["22", "47"]),
            Example(in: "severity = \"high\"\nrisk_score = «»", bad: ["47", "74", "0"], good: ["48", "73"]),
            Example(in: "severity = \"critical\"\nrisk_score = «»", bad: ["73", "0"], good: ["74", "100"]),
        ], severities: [.elastic: .error, .strict: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let score = view.rule.riskScore, let severity = view.rule.severity, (0...100).contains(score.value),
            let band = bands.first(where: { $0.severity == severity.text }), !band.range.contains(score.value)
        else { return }
        let fitting = bands.first { $0.range.contains(score.value) }?.severity ?? ""
        findings.add(
            finding(
                view, at: score.range, "risk score \(score.value) is not in the range of severity `\(severity.text)`",
                label: "a score of severity `\(fitting)`"
            )
            .label(view.location(severity.range), "the severity is set here")
            .help(
                "use a score from \(band.range.lowerBound) to \(band.range.upperBound), or severity `\(fitting)`"
            )
            .fix(Fix("set the usual score \(band.usual)", .unsafe, Edit(score.range, String(band.usual)))))
    }

    private static let bands: [(severity: String, range: ClosedRange<Int64>, usual: Int)] = [
        ("low", 0...21, 21), ("medium", 22...47, 47), ("high", 48...73, 73), ("critical", 74...100, 99),
    ]
}

import Diagnostics
import Documents
import Rules

/// An anomaly threshold outside the range of scores.
enum AnomalyThresholdRange: RuleCheck {
    static let info = CheckInfo(
        id: "anomaly-threshold-range", category: .metadata, severity: .error,
        summary: "`anomaly_threshold` is not between 0 and 100",
        rationale: """
            Anomaly scores range from 0 to 100. Kibana refuses numbers below 0; with a number above 100 the rule \
            never creates an alert.
            """,
        examples: [
            Example(in: "anomaly_threshold = «»", bad: ["-1", "101"], good: ["0", "50", "100"], on: .machineLearning),
            Example(
                in: "rule:\n  anomaly_threshold: «»", bad: "750", replacing: "75", on: .machineLearning, syntax: .yaml),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .machineLearning,
            let threshold = view.rule.elastic.machineLearning.anomalyThreshold, !(0...100).contains(threshold.value)
        else { return }
        findings.add(
            finding(
                view, at: threshold.range, "`anomaly_threshold` is \(threshold.value), but scores range from 0 to 100",
                severity: threshold.value > 100 ? .warning : nil
            ).help("write a number from 0 to 100, such as 50 or 75"))
    }
}

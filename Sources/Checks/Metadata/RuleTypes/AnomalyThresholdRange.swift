import Diagnostics
import Rules

/// An anomaly score that does not exist.
enum AnomalyThresholdRange: RuleCheck {
    static let info = CheckInfo(
        id: "anomaly-threshold-range", category: .metadata, severity: .error,
        summary: "`anomaly_threshold` is not between 0 and 100",
        rationale: """
            Scores of anomalies go from 0 to 100. Kibana refuses numbers below zero; above a hundred the rule never makes an alert.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = «-1»
                    machine_learning_job_id = "rare_process"
                    """,
                good: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 50
                    machine_learning_job_id = "rare_process"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .machineLearning,
            let threshold = view.rule.elastic.machineLearning.anomalyThreshold, !(0...100).contains(threshold.value)
        else { return }
        findings.add(
            finding(
                view, at: threshold.range, "\(threshold.value) is no anomaly score",
                severity: threshold.value > 100 ? .warning : nil
            ).help("write a number from 0 to 100; 50 and 75 are usual"))
    }
}

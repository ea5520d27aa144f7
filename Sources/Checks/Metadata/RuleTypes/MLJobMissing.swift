import Diagnostics
import Documents
import Rules

/// A machine-learning rule that names no job.
enum MLJobMissing: RuleCheck {
    static let info = CheckInfo(
        id: "ml-job-missing", category: .metadata, severity: .error,
        summary: "`machine_learning_job_id` is an empty list",
        rationale: """
            The rule reads the anomalies of the jobs that it names. Kibana refuses a list without one.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 50
                    machine_learning_job_id = «[]»
                    """,
                good: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 50
                    machine_learning_job_id = ["rare_process"]
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .machineLearning, let entry = view.rule.entry("machine_learning_job_id"),
            entry.value.array?.isEmpty == true
        else { return }
        findings.add(finding(view, at: entry.value.range, "the rule names no job").help("name the job, or several"))
    }
}

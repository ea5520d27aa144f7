import Diagnostics
import Documents
import Rules

/// A machine learning rule without a job.
enum MLJobMissing: RuleCheck {
    static let info = CheckInfo(
        id: "ml-job-missing", category: .metadata, severity: .error,
        summary: "`machine_learning_job_id` is an empty list",
        rationale: """
            A machine learning rule reads the anomalies of the jobs that it names. Kibana refuses an empty list of \
            jobs.
            """,
        examples: [
            Example(
                in: "machine_learning_job_id = «»", bad: ["[]", "[ ]"],
                good: ["[\"lmd_high_mean_rdp_process_args\"]", "\"lmd_high_mean_rdp_process_args\""],
                on: .machineLearning),
            Example(
                in: "rule:\n  machine_learning_job_id: «»", bad: "[]", good: "[lmd_high_mean_rdp_process_args]",
                on: .machineLearning,
                syntax: .yaml),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) { forwardEmptyParts(view, &findings) }
}

import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A machine learning job that its package does not bring any more.
enum RetiredMLJob: RuleCheck {
    static let info = CheckInfo(
        id: "retired-ml-job", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "a machine learning job left its integration package",
        rationale: """
            A machine learning rule reads the results of jobs that an integration package installs. Packages rename their \
            jobs; under the old name no job of a new installation runs, and the rule waits for results that never come.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 70
                    machine_learning_job_id = «"high-mean-rdp-process-args"»
                    """,
                good: """
                    # without index
                    # without language
                    # without query
                    type = "machine_learning"
                    anomaly_threshold = 70
                    machine_learning_job_id = "lmd_high_mean_rdp_process_args"
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .machineLearning, let entry = view.rule.entry("machine_learning_job_id")
        else {
            return
        }
        for node in entry.value.array ?? [entry.value] {
            guard let scalar = node.scalar, let job = MLJob(scalar.text), let since = job.goneSince else { continue }
            var result = finding(
                view, at: node.range,
                "the job `\(scalar.text)` left the package `\(job.package)` with version \(since)",
                label: "last in version \(job.lastVersion)")
            if let successor = job.successor {
                let edit = ScalarEdits.replaceAll(of: scalar, with: successor)
                result = result.help("the package calls it `\(successor)` now")
                    .fix(edit.map { Fix("write `\(successor)`", .unsafe, $0) })
            }
            findings.add(result)
        }
    }
}

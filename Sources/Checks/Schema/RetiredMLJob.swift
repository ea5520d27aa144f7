import Diagnostics
import Documents
import Rules
import Schemas
import SourceText

/// A machine learning job that newer versions of its package do not have.
enum RetiredMLJob: RuleCheck {
    static let info = CheckInfo(
        id: "retired-ml-job", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "machine learning job was removed from its integration package",
        rationale: """
            A machine learning rule reads the results of jobs that an integration package installs. Packages rename their \
            jobs; a new installation runs no job of the old name, so the rule never gets results.
            """,
        examples: [
            Example(
                in: "machine_learning_job_id = «»",
                bad: [
                    "\"high-mean-rdp-process-args\"", "[«\"high-sent-bytes-destination-ip\"»]",
                    "[\"lmd_high_var_rdp_session_duration\", «\"rare-file-path-remote-transfer\"»]",
                ],
                // The last one is a job of your own.
                good: [
                    "\"lmd_high_mean_rdp_process_args\"", "[\"ded_high_sent_bytes_destination_ip\"]",
                    "\"vault-changes\"",
                ],
                on: .machineLearning)
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

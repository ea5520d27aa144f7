import Diagnostics
import Documents

/// Two rules that detect the same events.
enum DuplicateDetection: SetCheck {
    static let info = CheckInfo(
        id: "duplicate-detection", category: .query, severity: .warning,
        summary: "another rule detects the same events in the same indices",
        rationale: """
            Two rules with one query give two alerts for each event, and a change of one is forgotten in the other. The \
            queries are compared by what they match: layout, the order of clauses and values, repeated values and needless \
            parentheses do not count. Type, indices, filters, thresholds, new terms and indicator mappings have to be \
            the same as well; names, tags, schedules and severities need not.
            """,
        examples: [
            Example(
                bad: [
                    pair("«event.outcome:(failure or success) and event.dataset:azure.activitylogs»"),
                    pair("«(event.dataset:azure.activitylogs) and event.outcome:(success or failure)»"),
                    pair("«(event.outcome:success or event.outcome:failure) and event.dataset:azure.activitylogs»"),
                ],
                good: [
                    pair("event.dataset:azure.activitylogs and event.outcome:failure"),
                    pair("event.dataset:azure.activitylogs and not event.outcome:(success or failure)"),
                    // A deprecated rule may have the query of its successor.
                    pair("event.outcome:(success or failure) and event.dataset:azure.activitylogs", isDeprecated: true),
                ],
                syntax: .yaml, isWhole: true),
            Example(
                good: [
                    ExamplePair.text(
                        id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed", first: "\"\"",
                        query: "\"\"")
                ],
                syntax: .yaml, isWhole: true, besides: "empty-query"),
            Example(
                bad: [jobs("«lmd_high_mean_rdp_process_args»")], good: [jobs("lmd_high_var_rdp_session_duration")],
                syntax: .yaml, isWhole: true),
        ])

    static func compare(_ rules: [RuleIdentity], _ context: CheckContext) -> [Diagnostic] {
        RepeatedWord.find(rules, context, info: info, label: "query of the other rule") { rule in
            rule.detection.map { ($0.digest, RuleIdentity.Word(text: "", location: $0.location)) }
        } message: { _, _ in
            "another rule detects the same events in the same indices"
        }
    }

    /// Two machine learning rules; the job of the second.
    private static func jobs(_ job: String) -> String {
        let keys = "anomaly_threshold: 70\n  machine_learning_job_id: "
        return pair("second", first: "first").replacing("[azure]", with: "[lmd, endpoint]")
            .replacing("  index: [logs-azure.activitylogs-*]\n  language: kuery\n", with: "")
            .replacing("query: first", with: keys + "lmd_high_mean_rdp_process_args")
            .replacing("query: second", with: keys + job).replacing("type: query", with: "type: machine_learning")
    }

    private static func pair(
        _ query: String, first: String = "event.dataset:azure.activitylogs and event.outcome:(success or failure)",
        isDeprecated: Bool = false
    ) -> String {
        ExamplePair.text(
            id: "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a", name: "Vault Key Removed",
            first: first, query: query, isDeprecated: isDeprecated)
    }
}

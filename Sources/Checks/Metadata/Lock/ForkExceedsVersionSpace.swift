import Diagnostics
import Rules

/// A change to a rule for an older stack that has no version left.
enum ForkExceedsVersionSpace: RuleCheck {
    static let info = CheckInfo(
        id: "fork-exceeds-version-space", category: .metadata, severity: .error,
        summary: "changed rule has no version left for an older stack",
        rationale: """
            A rule that has separate versions for older stacks has a fixed number of them; the next ones belong to the \
            newer stack. After the last one is used, a change can no longer be published for the older stacks. Tenet \
            detects this with `--changed-since` and a version lock.
            """,
        examples: [
            Example(
                bad: [
                    """
                    severity = "high"
                    risk_score = 73
                    rule_id = «"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"»
                    """,
                    """
                    rule_id = «"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"»
                    severity = "low"
                    risk_score = 21

                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "8.19.0"
                    """,
                ],
                good: [
                    """
                    severity = "medium"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """,
                    """
                    severity = "high"
                    risk_score = 73

                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.4.0"
                    """,
                ],
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":102,"max_allowable_version":102}}}}"#,
                before: """
                    severity = "medium"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """),
            Example(
                bad: "rule_id = «\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\"»\nseverity = \"high\"\nrisk_score = 73",
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":103,"max_allowable_version":102}}}}"#,
                before: "severity = \"medium\""),
            Example(
                good: "severity = \"high\"\nrisk_score = 73",
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":101,"max_allowable_version":102}}}}"#,
                before: "severity = \"medium\""),
            Example(
                good: "severity = \"high\"\nrisk_score = 73",
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":102}}}}"#,
                before: "severity = \"medium\""),
            Example(
                good: "severity = \"high\"\nrisk_score = 73", lock: "{}", before: "severity = \"medium\""),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.before != nil, let fork = view.lockedFork, let published = fork.published,
            let last = published.maxVersion, published.version >= last, let id = view.rule.id
        else { return }
        findings.add(
            finding(view, at: id.range, "no version is left for this rule on stack \(fork.stack)")
                .note("the version lock has version \(published.version), and \(last) is the last one")
                .help("undo the change, or make it for stack \(fork.lockedStack) and newer only"))
    }
}

import Diagnostics
import Rules

/// A change to an older stack's rule that no version is left for.
enum ForkExceedsVersionSpace: RuleCheck {
    static let info = CheckInfo(
        id: "fork-exceeds-version-space", category: .metadata, severity: .error,
        summary: "the rule was changed for an older stack, whose versions are used up",
        rationale: """
            A rule that is published apart for older stacks has a fixed number of versions there; what follows belongs to \
            the newer stack. When the last one is taken, a change cannot be published to the older stacks any more. \
            Tenet sees that with `--changed-since` and a version lock.
            """,
        examples: [
            Example(
                bad: """
                    severity = "high"
                    risk_score = 73
                    rule_id = «"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"»
                    """,
                good: """
                    severity = "medium"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """,
                lock:
                    #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":104,"min_stack_version":"9.4","previous":{"8.19":{"version":102,"max_allowable_version":102}}}}"#,
                before: """
                    severity = "medium"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    """)
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

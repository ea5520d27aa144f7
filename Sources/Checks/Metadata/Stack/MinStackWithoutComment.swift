import Diagnostics
import Documents
import Rules

/// A `min_stack_version` without its reason.
enum MinStackWithoutComment: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-without-comment", category: .metadata, severity: .error,
        summary: "`min_stack_version` without `min_stack_comments`",
        rationale: """
            The comment explains what the rule needs from that stack. Without it, it is hard to decide whether the \
            version can be removed when that stack has become the oldest one.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = «"9.3.0"»
                    """,
                good: [
                    """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.3.0"
                    """, "",
                ]),
            Example(
                bad: [
                    """
                    [metadata]
                    min_stack_comments = ""
                    min_stack_version = «"9.3.0"»
                    """,
                    """
                    [metadata]
                    min_stack_comments = "  "
                    min_stack_version = «"8.19.0"»
                    """,
                ]),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let version = view.rule.metadata.minStackVersion, let metadata = view.rule.metadataEntry else { return }
        let comment = metadata.value["min_stack_comments"]
        // Another check reports a comment of the wrong type.
        if let comment, comment.textScalar?.text.utf8.allSatisfy({ $0 <= 0x20 }) != true { return }
        if view.isMisspelt(["metadata", "min_stack_comments"]) { return }
        findings.add(
            finding(view, at: version.range, "`min_stack_version` without `min_stack_comments`")
                .help("add `min_stack_comments` with the reason"))
    }
}

import Diagnostics
import Documents
import Rules

/// A lower bound without its reason.
enum MinStackWithoutComment: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-without-comment", category: .metadata, severity: .error,
        summary: "`min_stack_version` without `min_stack_comments`",
        rationale: """
            The comment says what the rule needs of that stack. Without it it is hard to decide to remove the bound when that \
            stack has become the oldest one.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = «"9.3.0"»
                    """,
                good: """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.3.0"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let version = view.rule.metadata.minStackVersion, let metadata = view.rule.metadataEntry else { return }
        let comment = metadata.value["min_stack_comments"]
        // A comment of the wrong type is another check's.
        if let comment, comment.textScalar?.text.utf8.allSatisfy({ $0 <= 0x20 }) != true { return }
        if view.isMisspelt(["metadata", "min_stack_comments"]) { return }
        findings.add(
            finding(view, at: version.range, "nothing says why the rule needs this stack")
                .help("add `min_stack_comments` with the reason"))
    }
}

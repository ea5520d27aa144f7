import Diagnostics
import Documents
import Rules

/// The reason for a lower bound that is not there.
enum MinStackCommentWithoutVersion: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-comment-without-version", category: .metadata, severity: .info, fix: .sometimes(.safe),
        summary: "`min_stack_comments` without `min_stack_version`",
        rationale: """
            The comment gives the reason for a bound that is gone, or the bound was forgotten: then the rule is shipped \
            to stacks that cannot run it.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    «min_stack_comments» = "The data stream came with that release."
                    """,
                good: """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.3.0"
                    """)
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let table = view.rule.metadataEntry?.value.table, let comment = table["min_stack_comments"],
            table["min_stack_version"] == nil,
            !view.isMisspelt(["metadata", "min_stack_version"])
        else { return }
        let edit = EntryEdits.remove(comment, in: view.source)
        findings.add(
            finding(view, at: comment.keyRange, "the comment explains a `min_stack_version` that is not there")
                .help("remove the comment, or add the version")
                .fix(edit.map { Fix("remove the comment", .safe, $0) }))
    }
}

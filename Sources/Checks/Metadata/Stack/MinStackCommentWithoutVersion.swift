import Diagnostics
import Documents
import Rules

/// The comment on a `min_stack_version` that is missing.
enum MinStackCommentWithoutVersion: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-comment-without-version", category: .metadata, severity: .info, fix: .sometimes(.safe),
        summary: "`min_stack_comments` without `min_stack_version`",
        rationale: """
            Either the version was removed and its comment left over, or the version was forgotten: then the rule is \
            shipped to stacks that cannot run it.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    «min_stack_comments» = "The data stream came with that release."
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
                    # The last word on this.
                    «min_stack_comments» = "The field came with that release." # since then
                    maturity = "production"
                    """,
                    """
                    [metadata]
                    maturity = "production"
                    «min_stack_comments» = ""
                    """,
                ]),
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let table = view.rule.metadataEntry?.value.table, let comment = table["min_stack_comments"],
            table["min_stack_version"] == nil,
            !view.isMisspelt(["metadata", "min_stack_version"])
        else { return }
        let edit = EntryEdits.remove(comment, in: view.source)
        findings.add(
            finding(view, at: comment.keyRange, "`min_stack_comments` without `min_stack_version`")
                .help("remove `min_stack_comments`, or add `min_stack_version`")
                .fix(edit.map { Fix("remove `min_stack_comments`", .safe, $0) }))
    }
}

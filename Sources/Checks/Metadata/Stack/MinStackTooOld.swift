import Diagnostics
import Documents
import Rules
import Schemas

/// A `min_stack_version` below every supported stack.
enum MinStackTooOld: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-too-old", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`min_stack_version` is below the oldest stack that rules are built for",
        rationale: """
            Every rule is built for the supported stacks, so a version below the oldest of them has no effect. It \
            only makes readers look for a reason.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = «»
                    """, bad: ["\"8.3.0\"", "\"8.18.9\"", "\"8.18\""], good: ["\"9.3.0\"", "\"8.19.0\"", "\"8.19\""]),
            Example(
                bad: """
                    [metadata]
                    # The oldest customer.
                    min_stack_version = «"7.17.0"»
                    """, good: ""),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let text = view.rule.metadata.minStackVersion, let version = StackVersion(text.text),
            version < .oldestSupported
        else { return }
        findings.add(
            finding(
                view, at: text.range,
                "`min_stack_version` is \(version.major).\(version.minor), but the oldest supported stack is "
                    + "\(StackVersion.oldestSupported.major).\(StackVersion.oldestSupported.minor)"
            )
            .help("remove it and `min_stack_comments`")
            .fix(fix(view)))
    }

    private static func fix(_ view: RuleView) -> Fix? {
        var edits: [Edit] = []
        for key in ["min_stack_version", "min_stack_comments"] {
            guard let entry = view.rule.metadataEntry?.value.table?[key] else { continue }
            guard let edit = EntryEdits.remove(entry, in: view.source) else { return nil }
            edits.append(edit)
        }
        return Fix("remove `min_stack_version`", .safe, edits)
    }
}

import Diagnostics
import Documents
import Rules
import Schemas

/// A least stack that no release is made for any more.
enum MinStackTooOld: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-too-old", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`min_stack_version` is below the oldest stack that rules are built for",
        rationale: """
            Every rule is built for the supported stacks, so a lower bound below the oldest of them says nothing. It only \
            keeps readers looking for a reason.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = «"8.3.0"»
                    """,
                good: """
                    [metadata]
                    min_stack_comments = "The data stream came with that release."
                    min_stack_version = "9.3.0"
                    """)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let text = view.rule.metadata.minStackVersion, let version = StackVersion(text.text),
            version < .oldestSupported
        else { return }
        findings.add(
            finding(
                view, at: text.range,
                "`min_stack_version` is \(version.major).\(version.minor), but rules are built from "
                    + "\(StackVersion.oldestSupported.major).\(StackVersion.oldestSupported.minor) on"
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
        return Fix("remove the lower bound", .safe, edits)
    }
}

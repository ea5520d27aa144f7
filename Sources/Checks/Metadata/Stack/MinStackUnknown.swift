import Diagnostics
import Rules
import Schemas

/// A `min_stack_version` that no release has.
enum MinStackUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-unknown", category: .metadata, severity: .warning,
        summary: "`min_stack_version` is far beyond the newest known stack",
        rationale: """
            A rule is built for stacks from this version on. With a mistyped version, such as `93.0` for `9.3.0`, it \
            is built for none, without a message. The major version after the newest known one is accepted.
            """,
        examples: [
            Example(
                in: """
                    [metadata]
                    min_stack_version = «»
                    """, bad: ["\"93.0\"", "\"11.0.0\"", "\"819.0.0\""],
                good: ["\"9.3.0\"", "\"10.0.0\"", "\"10.9.9\""])
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let text = view.rule.metadata.minStackVersion, let version = StackVersion(text.text),
            version.major > StackVersion.newest.major + 1
        else { return }
        findings.add(
            finding(view, at: text.range, "there is no stack \(version.major).\(version.minor)")
                .note("the newest known one is \(StackVersion.newest.major).\(StackVersion.newest.minor)")
                .help("write the first stack that can run the rule"))
    }
}

import Diagnostics
import Rules
import Schemas

/// A least stack that nobody has heard of.
enum MinStackUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "min-stack-unknown", category: .metadata, severity: .warning,
        summary: "`min_stack_version` is far beyond the newest known stack",
        rationale: """
            A rule is built for stacks from this version on. With a mistyped one, such as `93.0` for `9.3.0`, it is built \
            for none, and nothing says so. The next major version after the newest known one is let pass.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = «"93.0"»
                    """,
                good: """
                    [metadata]
                    min_stack_version = "9.3.0"
                    """)
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

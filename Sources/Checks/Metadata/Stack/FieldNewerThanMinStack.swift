import Diagnostics
import Rules
import Schemas
import SourceText

/// A key that the oldest stack of the rule does not know.
enum FieldNewerThanMinStack: RuleCheck {
    static let info = CheckInfo(
        id: "field-newer-than-min-stack", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "a key needs a newer stack than `min_stack_version`",
        rationale: """
            Kibana drops keys that it does not know. On the older stacks that the file promises to run on, the rule would \
            work without what the key requests: alerts are not grouped, an exclusion does not hold. Without \
            `min_stack_version` a rule of Elastic's repository is built for every supported stack.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "8.7.0"

                    [rule.«alert_suppression»]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                good: """
                    [metadata]
                    min_stack_version = "8.19.0"

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """)
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let written = view.rule.metadata.minStackVersion
        // Without the key only Elastic's repository has a lower bound.
        guard
            let least = written.map({ StackVersion($0.text) })
                ?? (view.context.profile >= .elastic ? .oldestSupported : nil)
        else { return }
        for need in view.rule.stackNeeds where need.stack > least {
            let stack = "\(need.stack.major).\(need.stack.minor)"
            var result = finding(view, at: need.place, "\(need.what) needs stack \(stack) or newer")
                .help("set `min_stack_version` to `\(need.stack)`, or do without")
            if let written {
                result = result.label(view.location(written.range), "the rule promises to run from here on")
                    .fix(written.replacing(with: need.stack.description).map { Fix("require \(stack)", .unsafe, $0) })
            }
            findings.add(result)
        }
    }
}

import Diagnostics
import Rules
import Schemas
import SourceText

/// A key that the oldest stack of the rule does not support.
enum FieldNewerThanMinStack: RuleCheck {
    static let info = CheckInfo(
        id: "field-newer-than-min-stack", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "key needs a newer stack than `min_stack_version`",
        rationale: """
            Kibana drops keys that it does not support. On the older stacks that the file allows, the rule would run \
            without what the key does: alerts are not grouped, an exclusion has no effect. Without \
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
                good: [
                    """
                    [metadata]
                    min_stack_version = "8.19.0"

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                    """
                    [metadata]
                    min_stack_version = "8.8.0"

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                    // The rule does not name an older stack.
                    """
                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                ]),
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "8.10.0"

                    [rule.«investigation_fields»]
                    field_names = ["user.name"]
                    """,
                good: """
                    [metadata]
                    min_stack_version = "8.11.0"

                    [rule.investigation_fields]
                    field_names = ["user.name"]
                    """),
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "9.1.0"

                    [rule.threshold]
                    field = «["host.id", "user.id", "user.name", "source.ip"]»
                    """,
                good: [
                    """
                    [metadata]
                    min_stack_version = "9.2.0"

                    [rule.threshold]
                    field = ["host.id", "user.id", "user.name", "source.ip"]
                    """,
                    """
                    [metadata]
                    min_stack_version = "9.1.0"

                    [rule.threshold]
                    field = ["host.id", "user.id", "user.name"]
                    """,
                    // The oldest stack that Elastic's repository supports does not apply to other rules.
                    """
                    [rule.threshold]
                    field = ["host.id", "user.id", "user.name", "source.ip"]
                    """,
                ], on: .threshold),
            Example(
                bad: """
                    type = «"new_terms"»

                    [metadata]
                    min_stack_version = "8.3.0"
                    """,
                good: """
                    type = "new_terms"

                    [metadata]
                    min_stack_version = "8.4.0"
                    """, on: .newTerms),
            Example(
                bad: """
                    [metadata]
                    min_stack_version = "9.1.0"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"

                    [[rule.threat_mapping.entries]]
                    field = "user.name"
                    type = "mapping"
                    value = "threat.indicator.name"
                    «negate» = true
                    """,
                good: """
                    [metadata]
                    min_stack_version = "9.2.0"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"

                    [[rule.threat_mapping.entries]]
                    field = "user.name"
                    type = "mapping"
                    value = "threat.indicator.name"
                    negate = true
                    """, on: .threatMatch),
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
                .help("set `min_stack_version` to `\(need.stack)`, or remove it")
            if let written {
                result = result.label(view.location(written.range), "the rule runs on this stack and newer ones")
                    .fix(written.replacing(with: need.stack.description).map { Fix("require \(stack)", .unsafe, $0) })
            }
            findings.add(result)
        }
    }
}

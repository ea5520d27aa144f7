import Diagnostics
import Queries
import Rules
import Schemas

/// Alert suppression of a sequence on a stack without that feature.
enum SuppressionOnSequence: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-on-sequence", category: .metadata, severity: .error,
        summary: "sequence rule suppresses alerts, but its oldest stack does not support that",
        rationale: """
            EQL rules can suppress alerts since 8.14, but alerts of sequences only since 8.18. The versions between \
            accept the rule, and then every run fails.
            """,
        examples: [
            Example(
                in: """
                    query = '''
                    sequence by process.entity_id with maxspan=1m
                      [process where event.type == "start" and process.name == "curl.exe"]
                      [process where event.type == "end"]
                    '''

                    «»
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """,
                bad: [
                    """
                    [metadata]
                    min_stack_comments = "Older stacks are in use."
                    min_stack_version = "8.15.0"

                    [rule.«alert_suppression»]
                    """,
                    """
                    [metadata]
                    min_stack_comments = "Older stacks are in use."
                    min_stack_version = "8.14.0"

                    [rule.«alert_suppression»]
                    """,
                    """
                    [metadata]
                    min_stack_comments = "Older stacks are in use."
                    min_stack_version = "8.17.9"

                    [rule.«alert_suppression»]
                    """,
                ],
                good: [
                    """
                    [metadata]
                    min_stack_comments = "Older stacks are in use."
                    min_stack_version = "8.18.0"

                    [rule.alert_suppression]
                    """, "[rule.alert_suppression]",
                ], on: .eql),
            Example(
                good: """
                    query = '''
                    process where event.type == "start" and process.name == "curl.exe"
                    '''

                    [metadata]
                    min_stack_comments = "Older stacks are in use."
                    min_stack_version = "8.15.0"

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"
                    """, on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .eql, let suppression = view.rule.elastic.alertSuppression,
            case .series(let series)? = view.query?.tree.eql?.statement, series.kind == .sequence
        else { return }
        let stack = view.rule.metadata.minStackVersion.flatMap { StackVersion($0.text) } ?? view.stack
        guard stack >= StackVersion(8, 14), stack < StackVersion(8, 18) else { return }
        var result = finding(
            view, at: suppression.keyRange, "stack \(stack.major).\(stack.minor) does not suppress alerts of sequences")
        if let place = view.rule.metadata.minStackVersion {
            result = result.label(view.location(place.range), "the oldest stack that the rule runs on")
        }
        findings.add(result.help("raise `min_stack_version` to 8.18.0, or remove the suppression"))
    }
}

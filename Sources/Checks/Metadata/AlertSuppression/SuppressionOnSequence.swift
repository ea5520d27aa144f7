import Diagnostics
import Queries
import Rules
import Schemas

/// Alert suppression of a sequence on a stack that cannot do it.
enum SuppressionOnSequence: RuleCheck {
    static let info = CheckInfo(
        id: "suppression-on-sequence", category: .metadata, severity: .error,
        summary: "a sequence rule suppresses alerts, and its oldest stack does not know that",
        rationale: """
            EQL rules can suppress alerts from 8.14 on, but those of sequences only from 8.18 on. The stacks between accept the rule \
            and then fail at each run.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by user.name with maxspan=1m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''

                    [rule.«alert_suppression»]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"

                    [metadata]
                    min_stack_version = "8.15.0"
                    min_stack_comments = "For the example."
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by user.name with maxspan=1m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''

                    [rule.alert_suppression]
                    group_by = ["user.name"]
                    missing_fields_strategy = "suppress"

                    [metadata]
                    min_stack_version = "8.18.0"
                    min_stack_comments = "For the example."
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .eql, let suppression = view.rule.elastic.alertSuppression,
            case .series(let series)? = view.query?.tree.eql?.statement, series.kind == .sequence
        else { return }
        let stack = view.rule.metadata.minStackVersion.flatMap { StackVersion($0.text) } ?? view.stack
        guard stack >= StackVersion(8, 14), stack < StackVersion(8, 18) else { return }
        var result = finding(
            view, at: suppression.keyRange, "stack \(stack.major).\(stack.minor) cannot suppress alerts of sequences")
        if let place = view.rule.metadata.minStackVersion {
            result = result.label(view.location(place.range), "the rule is to run there")
        }
        findings.add(result.help("raise `min_stack_version` to 8.18.0, or remove the suppression"))
    }
}

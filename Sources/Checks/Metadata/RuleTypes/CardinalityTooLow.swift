import Diagnostics
import Rules

/// A cardinality that every group has.
enum CardinalityTooLow: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-cardinality-too-low", category: .metadata, severity: .error,
        summary: "a threshold requires fewer than one value of a field",
        rationale: """
            A group with events has at least one value, unless the field is missing. Kibana refuses numbers below zero, and Elastic's \
            repository those below one.
            """,
        examples: [
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = "source.ip"
                    value = «-1»
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = 10

                    [[rule.threshold.cardinality]]
                    field = "source.ip"
                    value = 3
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let threshold = view.rule.elastic.threshold else { return }
        for entry in threshold.cardinality {
            guard let value = entry.value, value.value < 1 else { continue }
            let isTaken = value.value == 0 && view.context.profile == .recommended
            findings.add(
                finding(
                    view, at: value.range, "a cardinality of \(value.value) has no effect; the minimum is 1",
                    severity: isTaken ? .warning : nil
                ).help("write how many different values an alert needs"))
        }
    }
}

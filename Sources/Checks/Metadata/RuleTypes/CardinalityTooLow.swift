import Diagnostics
import Rules

/// A cardinality below 1.
enum CardinalityTooLow: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-cardinality-too-low", category: .metadata, severity: .error,
        summary: "threshold requires less than one value of a field",
        rationale: """
            A group of events has at least one value of a field, unless the field is missing. Kibana refuses numbers \
            below 0, and Elastic's repository those below 1.
            """,
        examples: [
            Example(
                in: """
                    [[rule.threshold.cardinality]]
                    field = "user.name"
                    value = «»
                    """, bad: ["-1", "0"], good: ["3", "1"], on: .threshold),
            Example(
                bad: """
                    [[rule.threshold.cardinality]]
                    field = "user.name"
                    value = 3

                    [[rule.threshold.cardinality]]
                    field = "event.action"
                    value = «0»
                    """, on: .threshold),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let threshold = view.rule.elastic.threshold else { return }
        for entry in threshold.cardinality {
            guard let value = entry.value, value.value < 1 else { continue }
            let isAccepted = value.value == 0 && view.context.profile == .recommended
            findings.add(
                finding(
                    view, at: value.range, "the cardinality is \(value.value), but the minimum is 1",
                    severity: isAccepted ? .warning : nil
                ).help("write how many different values an alert requires"))
        }
    }
}

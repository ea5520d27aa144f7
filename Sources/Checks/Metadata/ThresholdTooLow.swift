import Diagnostics
import Documents
import Rules

/// A threshold that every event passes.
enum ThresholdTooLow: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-too-low", category: .metadata, severity: .error,
        summary: "threshold value is below 1",
        rationale: """
            A threshold rule creates an alert when at least this number of events share the values of its fields. Kibana \
            rejects a rule whose number is below 1.
            """,
        examples: [
            Example(
                bad: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = «0»
                    """,
                good: """
                    type = "threshold"

                    [rule.threshold]
                    field = ["user.name"]
                    value = 10
                    """),
            Example(in: "[rule.threshold]\nvalue = «»", bad: ["-1", "-100"], good: "1", on: .threshold),
            Example(
                in: "\"type\": \"threshold\", \"threshold\": {\"field\": [\"source.ip\"], \"value\": «»}", bad: "0",
                good: "1",
                on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let value = view.rule.elastic.threshold?.value,
            value.value < 1
        else {
            return
        }
        findings.add(
            finding(view, at: value.range, "threshold value is \(value.value); the minimum is 1")
                .help("write the number of events that creates an alert"))
    }
}

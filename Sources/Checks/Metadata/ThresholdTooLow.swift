import Diagnostics
import Documents
import Rules

/// A threshold that every event passes.
enum ThresholdTooLow: RuleCheck {
    static let info = CheckInfo(
        id: "threshold-too-low", category: .metadata, severity: .error,
        summary: "the value of a threshold is below 1",
        rationale: """
            A threshold rule makes an alert when at least so many events share the values of its fields. Kibana refuses \
            a rule whose number is below one.
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
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threshold, let value = view.rule.elastic.threshold?.value,
            value.value < 1
        else {
            return
        }
        findings.add(
            finding(view, at: value.range, "the threshold is \(value.value); the least is 1")
                .help("write how many events make an alert"))
    }
}

import Diagnostics
import Rules

/// A limit of alerts that Kibana rejects or reduces.
enum MaxSignalsRange: RuleCheck {
    static let info = CheckInfo(
        id: "max-signals-range", category: .schedule, severity: .error,
        summary: "`max_signals` is below 1 or above 1000, the maximum of a run",
        rationale: """
            The number is how many alerts one run may create. Kibana rejects a number below 1. It accepts more than 1000, \
            but the alerting framework stops at 1000 unless that limit is raised, so further alerts are silently lost.
            """,
        examples: [
            Example(
                bad: """
                    max_signals = «0»
                    """,
                good: """
                    max_signals = 100
                    """),
            Example(in: "max_signals = «»", bad: ["1001", "-1", "10000"], good: ["1000", "1"]),
            Example(in: "\"max_signals\": «»", bad: ["0", "1001"], good: "1000", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let limit = view.rule.elastic.maxSignals else { return }
        if limit.value < 1 {
            findings.add(
                finding(view, at: limit.range, "`max_signals` is \(limit.value); the minimum is 1")
                    .help("write how many alerts a run may create, or remove the key for the default of 100"))
        } else if limit.value > 1000 {
            findings.add(
                finding(
                    view, at: limit.range, "`max_signals` is \(limit.value), but a run creates at most 1000 alerts",
                    severity: view.context.profile >= .elastic && !view.isKibana ? .error : .warning
                )
                .help("write 1000, or make the query more specific"))
        }
    }
}

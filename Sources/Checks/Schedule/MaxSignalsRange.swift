import Diagnostics
import Rules

/// A limit of alerts that Kibana refuses or cuts.
enum MaxSignalsRange: RuleCheck {
    static let info = CheckInfo(
        id: "max-signals-range", category: .schedule, severity: .error,
        summary: "`max_signals` is below 1, or above the 1000 that Kibana makes in one run",
        rationale: """
            The number is how many alerts one run may make. Kibana refuses less than one. More than 1000 is taken, but \
            the alerting framework stops at 1000 unless its settings were raised, so alerts are lost without a word.
            """,
        examples: [
            Example(
                bad: """
                    max_signals = «0»
                    """,
                good: """
                    max_signals = 100
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let limit = view.rule.elastic.maxSignals else { return }
        if limit.value < 1 {
            findings.add(
                finding(view, at: limit.range, "`max_signals` is \(limit.value); the least is 1")
                    .help("write how many alerts a run may make, or remove the key for 100"))
        } else if limit.value > 1000 {
            findings.add(
                finding(
                    view, at: limit.range, "`max_signals` is \(limit.value), but a run makes at most 1000 alerts",
                    severity: view.context.profile >= .elastic && !view.isKibana ? .error : .warning
                )
                .help("write 1000, or make the query find less"))
        }
    }
}

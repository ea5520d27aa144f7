import Diagnostics
import Rules

/// The highest limit of alerts without a word about it.
enum MaxSignalsNoteMissing: RuleCheck {
    static let info = CheckInfo(
        id: "max-signals-note-missing", category: .schedule, severity: .error,
        summary: "`max_signals` is 1000, but `setup` has no link to what the limit means",
        rationale: """
            A run cannot make more than 1000 alerts unless the administrator of Kibana raises a limit. Rules of Elastic \
            that need so many say so in `setup`, with the standard sentence that links to the page on the warning \
            about the maximum. Tenet looks for the link, not for each word of the sentence.
            """,
        examples: [
            Example(
                bad: """
                    max_signals = «1000»
                    """,
                good: """
                    max_signals = 1000
                    setup = "See [alerts](https://www.elastic.co/guide/en/security/current/alerts-ui-monitor.html#troubleshoot-max-alerts)."
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let limit = view.rule.elastic.maxSignals, limit.value == 1000,
            view.rule.elastic.setup?.text.contains("#troubleshoot-max-alerts") != true
        else { return }
        findings.add(
            finding(view, at: limit.range, "`max_signals` is 1000, but `setup` does not say what that means")
                .help("copy the note on maximum alerts from another rule with this limit into `setup`"))
    }
}

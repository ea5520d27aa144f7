import Diagnostics
import Rules

/// The highest limit of alerts without the note on it.
enum MaxSignalsNoteMissing: RuleCheck {
    static let info = CheckInfo(
        id: "max-signals-note-missing", category: .schedule, severity: .error,
        summary: "`max_signals` is 1000, but `setup` does not link to the note on this limit",
        rationale: """
            A run cannot create more than 1000 alerts unless an administrator of Kibana raises a limit. Elastic's rules \
            that need this many contain a standard sentence in `setup`, which links to the page on the warning about the \
            maximum. Tenet checks for the link, not for each word of the sentence.
            """,
        examples: [
            Example(
                bad: """
                    max_signals = «1000»
                    """,
                good: """
                    max_signals = 1000
                    setup = "See [alerts](https://www.elastic.co/guide/en/security/current/alerts-ui-monitor.html#troubleshoot-max-alerts)."
                    """),
            Example(
                bad: [
                    "max_signals = «1000»\nsetup = \"Install the Azure integration.\"",
                    // The link is in another text.
                    """
                    max_signals = «1000»
                    note = "See [alerts](https://www.elastic.co/guide/en/security/current/alerts-ui-monitor.html#troubleshoot-max-alerts)."
                    """,
                ],
                good: ["max_signals = 999", "max_signals = 100", "severity = \"medium\""]),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let limit = view.rule.elastic.maxSignals, limit.value == 1000,
            view.rule.elastic.setup?.text.contains("#troubleshoot-max-alerts") != true
        else { return }
        findings.add(
            finding(view, at: limit.range, "`max_signals` is 1000, but `setup` does not explain the limit")
                .help("copy the note on maximum alerts from another rule with this limit into `setup`"))
    }
}

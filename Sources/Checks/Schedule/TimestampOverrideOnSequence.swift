import Diagnostics
import Queries
import Rules

/// A sequence whose window is cut by the time of arrival.
enum TimestampOverrideOnSequence: RuleCheck {
    static let info = CheckInfo(
        id: "timestamp-override-on-sequence", category: .schedule, severity: .info,
        summary: "an EQL rule over several events sets `timestamp_override`",
        rationale: """
            The events of a sequence are ordered by their own time, but with `timestamp_override` the window of a run is \
            cut by the time of arrival. Of events that arrive apart from each other, some are outside the window, and the \
            sequence is not found.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sequence by host.id with maxspan=1m
                      [process where process.name == "vaultctl"]
                      [network where destination.port == 8200]
                    '''
                    timestamp_override = «"event.ingested"»
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sequence by host.id with maxspan=1m
                      [process where process.name == "vaultctl"]
                      [network where destination.port == 8200]
                    '''
                    """)
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let override = view.rule.elastic.timestampOverride, let query = view.checkedQuery,
            case .series(let series)? = query.query.tree.eql?.statement
        else { return }
        findings.add(
            finding(view, at: override.range, "the window of this rule is cut by another time than its events' own")
                .label(view.location(query.range(series.wordRange)), "these events are ordered by their own time")
                .help("remove `timestamp_override`"))
    }
}

import Diagnostics
import Queries
import Rules

/// A sequence whose window is based on the time of arrival.
enum TimestampOverrideOnSequence: RuleCheck {
    static let info = CheckInfo(
        id: "timestamp-override-on-sequence", category: .schedule, severity: .info,
        summary: "EQL rule over several events sets `timestamp_override`",
        rationale: """
            The events of a sequence are ordered by their own time, but with `timestamp_override` the window of a run is \
            based on the time of arrival. If some events arrive later than others, some of them are outside the window, \
            and the run does not find the sequence.
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
                    """),
            Example(
                bad: [
                    """
                    type = "eql"
                    language = "eql"
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sample by host.id
                      [process where process.name == "vaultctl"]
                      [network where destination.port == 8200]
                    '''
                    timestamp_override = «"event.ingested"»
                    """,
                    """
                    type = "eql"
                    language = "eql"
                    index = ["logs-endpoint.events.*"]
                    query = '''
                    sequence by host.id with maxspan=1m
                      [process where process.name == "vaultctl"]
                      [network where destination.port == 8200]
                    until [process where event.type == "end"]
                    '''
                    timestamp_override = «"event.created"»
                    """,
                ],
                good: "timestamp_override = \"event.ingested\""),
            Example(good: "timestamp_override = \"event.ingested\"", on: .eql),
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let override = view.rule.elastic.timestampOverride, let query = view.checkedQuery,
            case .series(let series)? = query.query.tree.eql?.statement
        else { return }
        findings.add(
            finding(
                view, at: override.range,
                "the window of this rule is not based on the time by which its events are ordered"
            )
            .label(view.location(query.range(series.wordRange)), "these events are ordered by `@timestamp`")
            .help("remove `timestamp_override`"))
    }
}

import Diagnostics
import Queries
import Rules

/// A sequence without a limit to the time between its events.
enum SequenceWithoutMaxspan: RuleCheck {
    static let info = CheckInfo(
        id: "sequence-without-maxspan", category: .query, severity: .warning,
        summary: "EQL sequence has no `maxspan`",
        rationale: """
            Without `maxspan` the events of a sequence may be as far apart as the time range of a run, so what the \
            rule finds depends on its schedule and changes with it.
            """,
        examples: [
            Example(
                in: """
                    index = ["logs-endpoint.events.*"]
                    type = "eql"
                    language = "eql"
                    query = '''
                    «»
                    '''
                    """,
                bad: [
                    """
                    «sequence» by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    «sequence»
                      [process where process.name == "cmd.exe"] by host.id
                      [network where destination.port == 443] by host.id
                    """,
                    """
                    «sequence» by host.id
                      [process where process.name == "cmd.exe"] with runs=3
                      [network where destination.port == 443]
                    until [process where event.type == "end"]
                    """,
                ],
                good: [
                    """
                    sequence by host.id with maxspan=5m
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    sequence with maxspan=30s
                      [process where process.name == "cmd.exe"] by host.id
                      [network where destination.port == 443] by host.id
                    """,
                    """
                    sample by host.id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    #"process where process.name == "cmd.exe""#,
                ],
                on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let sequence = query.sequence, sequence.maxspan == nil else { return }
        findings.add(
            finding(view, at: query.range(sequence.wordRange), "this sequence has no `maxspan`")
                .help("limit the time between its events: `sequence by … with maxspan=5m`"))
    }
}

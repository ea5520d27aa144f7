import Diagnostics
import Queries
import Rules

/// A sequence without an end.
enum SequenceWithoutMaxspan: RuleCheck {
    static let info = CheckInfo(
        id: "sequence-without-maxspan", category: .query, severity: .warning,
        summary: "a sequence has no `maxspan`",
        rationale: """
            Without `maxspan` the events of a sequence may be as far apart as the window of the run: what is found then \
            follows from the rule's schedule, and changes with it.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    «sequence» by source.ip
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let sequence = query.sequence, sequence.maxspan == nil else { return }
        findings.add(
            finding(view, at: query.range(sequence.wordRange), "this sequence has no `maxspan`")
                .help("say how far apart its events are at most: `sequence by … with maxspan=5m`"))
    }
}

import Diagnostics
import Queries
import Rules

/// Keys of a sequence that can never be equal.
enum JoinKeyMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "join-key-mismatch", category: .query, severity: .error,
        summary: "two stages of an EQL sequence are joined by keys of different types",
        rationale: """
            Stages are joined by equal values. Elasticsearch refuses keys of different types, such as a number and a \
            string, and the rule fails at every run.
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
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.pid
                      [network where destination.port == 443] by «process.entity_id»
                    """,
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by host.id, process.pid
                      [network where destination.port == 443] by host.id, «source.ip»
                    """,
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.pid
                      [network where destination.port == 443] by process.pid
                    until [process where event.type == "end"] by «process.name»
                    """,
                ],
                good: [
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.entity_id
                      [network where destination.port == 443] by process.entity_id
                    """,
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.entity_id
                      [network where destination.port == 443] by process.parent.entity_id
                    """,
                    """
                    sequence by process.entity_id with maxspan=1m
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    sequence with maxspan=1m
                      [process where process.name == "cmd.exe"] by process.entity_id
                      [network where destination.port == 443] by ?process.no_such_id
                    """,
                ],
                on: .eql)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        forwardIssues(view, &findings) { $0 == .joinKeys }
    }
}

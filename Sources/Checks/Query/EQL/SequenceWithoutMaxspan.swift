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

            It is only an info where the events are joined by the ID of one process, session or request, such as \
            `process.entity_id`: events at any distance belong together there.
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
                    «sequence» by process.entity_id
                      [process where process.name == "cmd.exe"]
                      [network where destination.port == 443]
                    """,
                    """
                    «sequence» by host.id, user.id
                      [process where process.name == "cmd.exe"] by process.entity_id
                      [network where destination.port == 443] by process.parent.entity_id
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
        let key = instanceKey(sequence)
        var result = finding(
            view, at: query.range(sequence.wordRange), "this sequence has no `maxspan`",
            label: "no limit to the time between its events", severity: key == nil ? nil : .info)
        if let key {
            result = result.note("events with the same `\(key.name)` are of one process, session or request")
        }
        findings.add(result.help("add `with maxspan=5m`"))
    }

    /// The first key that joins all stages by the ID of one instance.
    private static func instanceKey(_ sequence: EQLSeries) -> EQLField? {
        if let key = sequence.keys.first(where: isInstance) { return key }
        guard let first = sequence.stages.first else { return nil }
        return first.keys.indices.first { index in
            sequence.stages.allSatisfy { $0.keys.indices.contains(index) && isInstance($0.keys[index]) }
        }.map { first.keys[$0] }
    }

    /// Whether each value of a field is of one process, logon session or request: its events end with it.
    private static func isInstance(_ field: EQLField) -> Bool {
        let names = field.name.lowercased().split(separator: ".")
        guard let last = names.last else { return false }
        switch last {
        case "entity_id": return names.contains("process")
        case "id": return names.dropLast().last.map { instances.contains($0) } ?? false
        default: return instanceIDs.contains(last)
        }
    }

    /// What `….id` identifies.
    private static let instances: Set<Substring> = ["logon", "session", "trace", "transaction", "span", "request"]
    /// The last names of IDs in the fields of integrations.
    private static let instanceIDs: Set<Substring> = [
        "activity_id", "correlation_id", "external_session_id", "logonid", "request_id", "root_session_id",
        "session_id",
        "subjectlogonid", "targetlogonid",
    ]
}

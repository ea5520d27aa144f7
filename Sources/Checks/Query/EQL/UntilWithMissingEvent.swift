import Diagnostics
import Queries
import Rules
import SourceText

/// `until ![…]`, of which Elasticsearch ignores the `!`.
enum UntilWithMissingEvent: RuleCheck {
    static let info = CheckInfo(
        id: "until-with-missing-event", category: .query, severity: .warning, fix: .sometimes(.unsafe),
        summary: "`!` after `until`, which Elasticsearch ignores",
        rationale: """
            A missing event, `![…]`, has a meaning between the events of a sequence only. After `until` Elasticsearch \
            accepts the `!` and ignores it (elastic/elasticsearch#132787): the sequence ends when the event happens, not \
            when it is missing.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    until «!»[any where event.action == "a"]
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    until [any where event.action == "a"]
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence with maxspan=2m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    until «!»[any where true]
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence with maxspan=2m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    until [any where true]
                    '''
                    """),
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                      ![any where event.action == "a"]
                    until «!»[any where event.action == "b"]
                    '''
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=5m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                      ![any where event.action == "a"]
                    until [any where event.action == "b"]
                    '''
                    """),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.eql, let until = query.sequence?.until, until.isMissing else { return }
        let mark = ByteRange(until.range.start, until.range.start + 1)
        var result = finding(view, at: query.range(mark), "`!` after `until` has no effect", label: "ignored")
            .help("remove `!`")
        if let edit = query.edit(mark, "") { result = result.fix(Fix("remove `!`", .unsafe, edit)) }
        findings.add(result)
    }
}

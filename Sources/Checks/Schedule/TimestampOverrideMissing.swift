import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A rule that searches by the time of the event, not of its arrival.
enum TimestampOverrideMissing: RuleCheck {
    static let info = CheckInfo(
        id: "timestamp-override-missing", category: .schedule, severity: .error, fix: .sometimes(.safe),
        needsWholeFile: true,
        summary: "`timestamp_override` is not `event.ingested`",
        rationale: """
            By its own time, an event that arrives late is outside the window of every later run, so no run finds it. By \
            `event.ingested` it is in the window in which it arrived. Elastic sets this in all of its KQL rules and in EQL \
            rules on single events; sequences need the event's own time.
            """,
        examples: [
            Example(
                bad: """
                    timestamp_override = «"@timestamp"»
                    """,
                good: """
                    timestamp_override = "event.ingested"
                    """),
            Example(
                bad: """
                    [«rule»]
                    from = "now-9m"
                    """,
                good: """
                    [rule]
                    from = "now-9m"
                    timestamp_override = "event.ingested"
                    """),
            Example(bad: "timestamp_override = «\"event.created\"»", replacing: "\"event.ingested\"", on: .eql),
            Example(bad: "[«rule»]", on: .eql),
            Example(
                good: """
                    type = "eql"
                    language = "eql"
                    query = '''
                    sequence by source.ip with maxspan=1m
                      [any where event.outcome == "failure"]
                      [any where event.outcome == "success"]
                    '''
                    """),
            Example(good: "[rule]", on: .machineLearning),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery, let rule = view.rule.ruleEntry else { return }
        if let eql = query.query.tree.eql {
            guard case .event? = eql.statement else { return }
        }
        if let override = view.rule.elastic.timestampOverride {
            guard override.text != "event.ingested" else { return }
            let edit = override.replacing(with: "event.ingested")
            findings.add(
                finding(view, at: override.range, "events that arrive late are not found by `\(override.text)`")
                    .help("write `event.ingested`")
                    .fix(edit.map { Fix("write `event.ingested`", .safe, $0) }))
        } else if view.rule.entry("timestamp_override") == nil,
            !view.isMisspelt(["rule", "timestamp_override"])
        {
            findings.add(
                finding(view, at: rule.keyRange, "the rule has no `timestamp_override`")
                    .help("add `timestamp_override = \"event.ingested\"`"))
        }
    }
}

import Diagnostics
import Documents
import Rules

/// A rule on endpoint events with the default look-back.
enum EndpointLookbackMissing: RuleCheck {
    static let info = CheckInfo(
        id: "endpoint-lookback-missing", category: .schedule, severity: .error, needsWholeFile: true,
        summary: "rule on all endpoint events sets no `from`",
        rationale: """
            Events of endpoints arrive late when a host was asleep or offline. Elastic's rules on `logs-endpoint.events.*` \
            therefore set how far they look back, `now-9m` for the usual interval of five minutes. The default leaves a \
            single minute for events to arrive.
            """,
        examples: [
            Example(
                bad: """
                    # without from
                    index = [«"logs-endpoint.events.*"»]
                    query = "event.category:process and process.name:vaultctl"
                    """,
                good: """
                    index = ["logs-endpoint.events.*"]
                    query = "event.category:process and process.name:vaultctl"
                    from = "now-9m"
                    """),
            Example(
                bad: [
                    "# without from\nindex = [«\"logs-endpoint.events.*\"»]",
                    "# without from\nindex = [\"winlogbeat-*\", «\"logs-endpoint.events.*\"»]",
                ],
                good: [
                    "# without from\nindex = [\"logs-endpoint.events.process-*\"]",
                    "index = [\"logs-endpoint.events.*\"]\nfrom = \"now-6m\"",
                ], on: .eql),
            Example(good: "# without from", on: .esql),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let item = view.rule.elastic.index?.items.first(where: { $0.value == "logs-endpoint.events.*" }),
            view.rule.entry("from") == nil, !view.isMisspelt(["rule", "from"])
        else { return }
        findings.add(
            finding(view, at: item.range, "a rule on this index pattern must set `from`")
                .help("add `from = \"now-9m\"`"))
    }
}

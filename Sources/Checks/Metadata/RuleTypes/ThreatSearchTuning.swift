import Diagnostics
import Documents
import Rules

/// Half of the settings for large indicator sets.
enum ThreatSearchTuning: RuleCheck {
    static let info = CheckInfo(
        id: "threat-search-tuning", category: .metadata, severity: .error,
        summary: "only one of `concurrent_searches` and `items_per_search` is set, or one is below 1",
        rationale: """
            The two say how many searches run at once and how many indicators each looks for. Kibana wants both or neither, and \
            each at least 1.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"
                    «concurrent_searches» = 2

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """,
                good: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"
                    concurrent_searches = 2
                    items_per_search = 500

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch else { return }
        let names = ("concurrent_searches", "items_per_search")
        let match = view.rule.elastic.threatMatch
        for (value, name) in [(match.concurrentSearches, names.0), (match.itemsPerSearch, names.1)] {
            guard let value, value.value < 1 else { continue }
            findings.add(
                finding(view, at: value.range, "`\(name)` is \(value.value); the least is 1").help(
                    "write a number from 1 on"))
        }
        for (name, other) in [names, (names.1, names.0)] {
            guard let entry = view.rule.entry(name), view.rule.entry(other) == nil else { continue }
            findings.add(
                finding(view, at: entry.keyRange, "`\(name)` is set without `\(other)`").help("set both, or neither"))
        }
    }
}

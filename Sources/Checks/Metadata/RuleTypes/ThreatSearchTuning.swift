import Diagnostics
import Documents
import Rules

/// One of the two settings for large sets of indicators without the other, or below 1.
enum ThreatSearchTuning: RuleCheck {
    static let info = CheckInfo(
        id: "threat-search-tuning", category: .metadata, severity: .error,
        summary: "`concurrent_searches` or `items_per_search` is below 1, or set alone",
        rationale: """
            The two keys set how many searches run at once and how many indicators each of them looks for. Kibana \
            requires both or neither, each at least 1.
            """,
        examples: [
            Example(
                bad: ["«concurrent_searches» = 2", "«items_per_search» = 500"],
                good: [
                    "concurrent_searches = 2\nitems_per_search = 500", "concurrent_searches = 1\nitems_per_search = 1",
                    "",
                ],
                on: .threatMatch),
            Example(
                bad: [
                    "concurrent_searches = «0»\nitems_per_search = 500",
                    "concurrent_searches = 2\nitems_per_search = «0»",
                    "concurrent_searches = 2\nitems_per_search = «-9000»",
                ], on: .threatMatch),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch else { return }
        let names = ("concurrent_searches", "items_per_search")
        let match = view.rule.elastic.threatMatch
        for (value, name) in [(match.concurrentSearches, names.0), (match.itemsPerSearch, names.1)] {
            guard let value, value.value < 1 else { continue }
            findings.add(
                finding(view, at: value.range, "`\(name)` is \(value.value), but the minimum is 1").help(
                    "write a number that is at least 1"))
        }
        for (name, other) in [names, (names.1, names.0)] {
            guard let entry = view.rule.entry(name), view.rule.entry(other) == nil else { continue }
            findings.add(
                finding(view, at: entry.keyRange, "`\(name)` is set without `\(other)`").help("set both, or neither"))
        }
    }
}

import Diagnostics
import Documents
import Queries
import Rules
import SourceText

/// A rule that matches everything, or says nothing.
enum EmptyQuery: RuleCheck {
    static let info = CheckInfo(
        id: "empty-query", category: .query, severity: .error, needsWholeFile: true,
        summary: "the rule has no query, or an empty one",
        rationale: """
            An empty KQL query matches every event, so that each run makes as many alerts as it may. Rules that have \
            filters instead of a query are not reported here.
            """,
        examples: [
            Example(
                bad: """
                    query = «''»
                    """,
                good: """
                    query = "event.dataset:azure.activitylogs"
                    """),
            Example(
                bad: """
                    [«rule»]
                    # without query
                    language = "kuery"
                    """,
                good: """
                    [rule]
                    language = "kuery"
                    query = "event.dataset:azure.activitylogs"
                    """),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let entry = view.rule.ruleEntry, let table = entry.value.table, let type = view.rule.elastic.type?.value,
            RuleShape.queryTypes.contains(type), type != .savedQuery
        else { return }
        // Filters alone say which events are meant, but most types of Kibana's rules must have the text as well.
        let isNeeded = view.isKibana && type != .query && table["query"] == nil
        guard isNeeded || !hasFilters(table) else { return }
        if let query = view.rule.elastic.query {
            guard query.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else { return }
            findings.add(
                finding(
                    view, at: query.range, "the query is empty", label: "an empty query matches every event",
                    severity: view.isKibana ? .warning : nil
                )
                .help("say which events the rule is about"))
        } else if table["query"] == nil {
            if view.isMisspelt(["rule", "query"]) { return }
            findings.add(
                finding(
                    view, at: entry.keyRange, "the rule has no query",
                    severity: view.isKibana && type == .query ? .warning : nil
                )
                .help("add `query`, which says which events the rule is about"))
        }
    }

    private static func hasFilters(_ table: Table) -> Bool { table["filters"]?.value.array?.isEmpty == false }
}

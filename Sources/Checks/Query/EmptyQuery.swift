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
        if let finding = view.loaded.missingQuery { return findings.add(finding) }
        guard let table = view.rule.ruleEntry?.value.table, let type = view.rule.elastic.type?.value,
            RuleShape.queryTypes.contains(type), type != .savedQuery, let query = view.rule.elastic.query,
            table["filters"]?.value.array?.isEmpty != false,
            query.text.utf8.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) })
        else { return }
        findings.add(
            finding(
                view, at: query.range, "the query is empty", label: "an empty query matches every event",
                severity: view.isKibana ? .warning : nil
            )
            .help("say which events the rule is about"))
    }
}

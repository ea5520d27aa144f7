import Diagnostics
import Documents
import Queries
import Rules

/// A query in a language that is not supported yet.
enum QueryNotChecked: RuleCheck {
    static let info = CheckInfo(
        id: "query-not-checked", category: .query, severity: .info,
        summary: "query is in a language that is not supported yet, so it is not checked",
        rationale: """
            A rule without findings looks as if everything in it were checked. The query of an ES|QL rule is checked for a \
            few errors only; the rest of the rule is checked like any other.
            """,
        examples: [
            Example(
                in: "language = «»", bad: "\"esql\"", on: .esql),
            Example(in: "  language: «»", bad: "esql", on: .esql, syntax: .yaml),
            Example(
                bad: """
                    # without index
                    "type": "esql", "language": «"esql"»,
                    "query": "from logs-azure.activitylogs-* metadata _id, _version, _index | where event.outcome == \\"success\\""
                    """,
                good: "\"query\": \"event.outcome:success\"", on: .kibana),
            Example(in: "query = \"«»\"", good: "event.outcome:success"),
            Example(in: "query = \"«»\"", good: "event.outcome:[a TO z]", on: .lucene),
            Example(in: "query = '«»'", good: #"process where process.name == "whoami.exe""#, on: .eql),
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let language = language(view), let place = view.rule.elastic.language?.range else { return }
        findings.add(finding(view, at: place, "\(language.title) queries are not checked yet"))
    }

    /// The language of a query that is not read; nil for a query that is checked.
    static func language(_ view: RuleView) -> QueryLanguage? {
        guard view.rule.elastic.query != nil, view.query == nil, let name = view.rule.elastic.queryLanguage,
            let type = view.rule.elastic.type?.value, RuleShape.languages(for: type).contains(name)
        else { return nil }
        return name
    }
}

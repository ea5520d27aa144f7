import Diagnostics
import Queries
import Rules

/// A query in a language that is not read yet.
enum QueryNotChecked: RuleCheck {
    static let info = CheckInfo(
        id: "query-not-checked", category: .query, severity: .info,
        summary: "the query's language is not read yet, so the query is not checked",
        rationale: """
            A rule without findings looks as if all of it were right. Of a rule in ES|QL the query is checked for a few \
            errors only; all else is checked.
            """,
        examples: [
            Example(
                bad: """
                    # without index
                    type = "esql"
                    language = «"esql"»
                    query = '''
                    from logs-azure.activitylogs-* metadata _id, _version, _index
                    | where event.outcome == "success"
                    '''
                    """,
                good: """
                    language = "kuery"
                    query = "event.outcome:success"
                    """)
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

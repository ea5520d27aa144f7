import Diagnostics
import Queries
import Rules

/// A query language that rules of this type do not have.
enum LanguageTypeMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "language-type-mismatch", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "rules of this type have their query in another language",
        rationale: """
            An `eql` rule has an EQL query, an `esql` rule an ES|QL query; all other types have KQL (`kuery`) or Lucene. \
            Kibana refuses other pairs.
            """,
        examples: [
            Example(
                bad: """
                    type = "query"
                    language = «"eql"»
                    """,
                good: """
                    type = "query"
                    language = "kuery"
                    """)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let language = view.rule.elastic.language, let name = view.rule.elastic.queryLanguage,
            let type = view.rule.elastic.type
        else {
            return
        }
        let languages = RuleShape.languages(for: type.value)
        guard !languages.isEmpty, !languages.contains(name) else { return }
        let fitting = languages.map(\.rawValue)
        var result = finding(
            view, at: language.range, "rules of type `\(type.value.rawValue)` have no query in `\(language.text)`"
        )
        .label(view.location(type.range), "the type is set here")
        .help("the language is \(WordList.alternatives(fitting)), or the type is another one")
        if fitting.count == 1, let edit = language.replacing(with: fitting[0]) {
            result = result.fix(Fix("write `\(fitting[0])`, the only language of this type", .safe, edit))
        }
        findings.add(result)
    }
}

import Diagnostics
import Queries
import Rules

/// A query language that rules of this type do not have.
enum LanguageTypeMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "language-type-mismatch", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "rule's type does not allow its query language",
        rationale: """
            An `eql` rule has an EQL query, an `esql` rule an ES|QL query; all other types have KQL (`kuery`) or Lucene. \
            Kibana rejects other combinations.
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
                    """),
            Example(bad: "language = «\"kuery\"»", replacing: "\"eql\"", on: .eql),
            Example(bad: "language = «\"kuery\"»", replacing: "\"esql\"", on: .esql),
            Example(bad: "language = «\"esql\"»", replacing: "\"kuery\"", on: .newTerms),
            Example(good: "language = \"lucene\"", on: .lucene),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard var result = view.loaded.languageFault, let language = view.rule.elastic.language,
            let type = view.rule.elastic.type
        else {
            return
        }
        let known = RuleShape.languages(for: type.value).map(\.rawValue)
        if known.count == 1, let edit = language.replacing(with: known[0]) {
            result = result.fix(Fix("write `\(known[0])`, the only language of this type", .safe, edit))
        }
        findings.add(result)
    }
}

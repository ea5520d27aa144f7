import Diagnostics
import Documents
import Rules

/// A rule whose query nobody checks.
enum QueryValidationDisabled: RuleCheck {
    static let info = CheckInfo(
        id: "query-validation-disabled", category: .metadata, severity: .info,
        summary: "`query_schema_validation` is `false`",
        rationale: """
            The switch turns off all checks of fields and values in the loader of Elastic's rules. It is meant for \
            fields that no schema has yet; if it is left in place, it hides every later mistake in the query. Tenet \
            checks the query regardless.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    query_schema_validation = «false»
                    """,
                good: """
                    [metadata]
                    query_schema_validation = true
                    """),
            Example(
                bad: "[metadata]\nquery_schema_validation = «false»", good: "[metadata]\nintegration = [\"endpoint\"]",
                on: .eql),
            Example(bad: "[metadata]\nquery_schema_validation = «false»", on: .newTerms),
            Example(good: "[metadata]\nquery_schema_validation = false", on: .machineLearning),
        ], appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let value = view.rule.metadataEntry?.value["query_schema_validation"], value.boolean == false,
            let type = view.rule.elastic.type?.value, RuleShape.queryTypes.contains(type)
        else { return }
        findings.add(
            finding(view, at: value.range, "the fields of this rule's query are not checked when it is built")
                .help("remove the key when the schemas have the fields"))
    }
}

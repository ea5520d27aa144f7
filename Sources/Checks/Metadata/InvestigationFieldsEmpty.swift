import Diagnostics
import Documents
import Rules

/// Investigation fields without a field.
enum InvestigationFieldsEmpty: RuleCheck {
    static let info = CheckInfo(
        id: "investigation-fields-empty", category: .metadata, severity: .error,
        summary: "`investigation_fields` names no field",
        rationale: """
            Kibana highlights these fields when an analyst opens an alert. It rejects an empty list.
            """,
        examples: [
            Example(
                bad: """
                    [rule.investigation_fields]
                    field_names = «[]»
                    """,
                good: """
                    [rule.investigation_fields]
                    field_names = ["user.name"]
                    """),
            Example(bad: "investigation_fields = { field_names = «[]» }", good: "severity = \"medium\""),
            Example(bad: "\"investigation_fields\": {\"field_names\": «[]»}", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let list = view.rule.entry("investigation_fields")?.value["field_names"], list.array?.isEmpty == true
        else { return }
        findings.add(
            finding(view, at: list.range, "`field_names` is empty").help("name a field, or remove the table"))
    }
}

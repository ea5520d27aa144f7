import Diagnostics
import Queries
import Rules

/// A text field in a language that has no words.
enum TextFieldInEQL: RuleCheck {
    static let info = CheckInfo(
        id: "text-field-in-eql", category: .schema, severity: .error,
        summary: "an EQL query names a field of type `text`",
        rationale: """
            EQL compares whole values, and of a `text` field Elasticsearch keeps single words only. Most operators are refused, \
            and the rule fails at every run; patterns find nothing of more than one word. Most text fields have a keyword \
            beside them.
            """,
        examples: [
            Example(
                bad: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and «error.message» == "denied"'
                    """,
                good: """
                    type = "eql"
                    language = "eql"
                    query = 'any where event.dataset == "azure.activitylogs" and error.code == "denied"'
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery else { return }
        for issue in query.query.issues {
            guard case .textField = issue.cause else { continue }
            // Elastic's own repository refuses them all.
            let isError = issue.blocks(.run) || view.context.profile == .elastic
            findings.add(
                finding(
                    view, at: query.range(issue.range), issue.message, severity: isError ? .error : .warning
                ).help(issue.help))
        }
    }
}

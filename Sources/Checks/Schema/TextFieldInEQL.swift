import Diagnostics
import Queries
import Rules

/// A text field in a language that compares whole values.
enum TextFieldInEQL: RuleCheck {
    static let info = CheckInfo(
        id: "text-field-in-eql", category: .schema, severity: .error,
        summary: "EQL query tests a field of type `text`",
        rationale: """
            EQL compares whole values, but Elasticsearch stores the single words of a `text` field. It rejects most \
            operators, and the rule fails at every run; patterns match single words only. Most text fields have a keyword \
            field of the same content.
            """,
        examples: [
            Example(
                in: "query = 'process where event.type == \"start\" and «»'",
                bad: [
                    "«process.name.text» == \"cmd.exe\"", "length(«error.message») > 30",
                    "not «?error.message» like \"*denied*\"",
                ],
                good: ["process.name == \"cmd.exe\"", "error.stack_trace like \"*denied*\""],
                on: .eql),
            Example(
                in: "query = 'process where event.type == \"start\" and «» : \"denied*\"'", bad: "error.message",
                good: "error.code", on: .eql),
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let query = view.checkedQuery else { return }
        for issue in query.query.issues {
            guard case .textField = issue.cause else { continue }
            // Elastic's own repository rejects them all.
            let isError = issue.blocks(.run) || view.context.profile == .elastic
            findings.add(
                finding(
                    view, at: query.range(issue.range), issue.message, severity: isError ? .error : .warning
                ).help(issue.help))
        }
    }
}

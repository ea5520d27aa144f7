import Diagnostics

/// Text that is not JSON, as the JSON reader tells it.
enum JSONSyntax: Check {
    static let info = CheckInfo(
        id: "json-syntax", category: .syntax, severity: .error,
        summary: "the text is not JSON",
        rationale: """
            A file that is not JSON cannot be loaded. JSON has no comments, no commas behind the last member and only \
            double quotes.
            """,
        examples: [])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

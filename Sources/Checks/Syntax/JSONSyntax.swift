import Diagnostics
import Documents

/// Text that is not JSON, as the JSON reader tells it.
enum JSONSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "json-syntax", category: .syntax, severity: .error, fix: .sometimes(.safe),
        summary: "the text is not JSON",
        rationale: """
            A file that is not JSON cannot be loaded. JSON has no comments, no comma after the last member and only \
            double quotes.
            """,
        examples: [
            Example(
                bad: """
                    {"metadata": {"creation_date": "2026/01/05"«»
                    """,
                good: """
                    {
                      "metadata": {"creation_date": "2026/01/05", "updated_date": "2026/01/05"},
                      "rule": {
                        "name": "Key Vault Changed",
                        "rule_id": "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11",
                        "description": "Reports each change to a key vault.",
                        "author": ["Example Authors"],
                        "type": "query",
                        "language": "kuery",
                        "index": ["logs-azure.activitylogs-*"],
                        "query": "event.dataset:azure.activitylogs",
                        "severity": "medium",
                        "risk_score": 47
                      }
                    }
                    """, syntax: .json, isWhole: true)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

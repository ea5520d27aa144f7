import Diagnostics
import Documents

/// Text that is not valid JSON, as reported by the JSON reader.
enum JSONSyntax: RuleCheck {
    static let info = CheckInfo(
        id: "json-syntax", category: .syntax, severity: .error, fix: .sometimes(.safe),
        summary: "text is not valid JSON",
        rationale: """
            A file that is not valid JSON cannot be loaded. JSON has no comments, no comma after the last member and only \
            double quotes.
            """,
        examples: [
            Example(
                in: """
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
                        «»
                      }
                    }
                    """,
                bad: [
                    "\"risk_score\": 47,\n    \"from\": «now»-9m", "\"risk_score\": 47,\n    «/»/ \"from\": \"now-9m\"",
                    "\"risk_score\": 47\n    «\"»from\": \"now-9m\"", "\"risk_score\": 47,\n    \"tags\": [\"A\", «]»",
                    "\"risk_score\": 47,\n    \"note\": \"C:«\\V»ault\"",
                ],
                good: ["\"risk_score\": 47,\n    \"from\": \"now-9m\"", "\"risk_score\": 47"], syntax: .json,
                isWhole: true)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) { forward(view, &findings) }
}

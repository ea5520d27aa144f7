import Diagnostics
import Documents
import Rules
import SourceText

/// A file without a rule in it.
enum NotARule: RuleCheck {
    static let info = CheckInfo(
        id: "not-a-rule", category: .structure, severity: .error, needsWholeFile: true,
        summary: "the file has no `[rule]` table",
        rationale: """
            A rule file holds two tables: `[metadata]` says what the file is, `[rule]` what it detects. Without the \
            second nothing is detected. A file that is not a rule belongs elsewhere, or its name should end otherwise.
            """,
        examples: [
            Example(
                bad: """
                    «»[metadata]
                    creation_date = "2026/01/05"
                    updated_date = "2026/01/05"
                    """,
                good: """
                    [metadata]
                    creation_date = "2026/01/05"
                    updated_date = "2026/01/05"

                    [rule]
                    author = ["Example Authors"]
                    description = "Reports each change to a key vault."
                    index = ["logs-azure.activitylogs-*"]
                    language = "kuery"
                    name = "Key Vault Changed"
                    query = "event.dataset:azure.activitylogs"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    severity = "medium"
                    type = "query"
                    """, isWhole: true)
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let finding = view.loaded.notARule, finding.id == info.id else { return }
        findings.add(finding)
    }
}

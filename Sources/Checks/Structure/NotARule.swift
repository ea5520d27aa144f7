import Diagnostics
import Documents
import Rules
import SourceText

/// A rule file without a rule.
enum NotARule: RuleCheck {
    static let info = CheckInfo(
        id: "not-a-rule", category: .structure, severity: .error, needsWholeFile: true,
        summary: "file has no `[rule]` table",
        rationale: """
            A rule file has two tables: `[metadata]` describes the file, `[rule]` says what it detects. Without the \
            second nothing is detected. Move a file that is not a rule to another folder, or change the extension of its \
            name.
            """,
        examples: [
            Example(bad: ["«»" + metadata], good: [metadata + "\n" + rule], isWhole: true),
            Example(bad: "«»", good: [rule + "\n" + metadata], isWhole: true),
            Example(
                bad: [
                    "«»metadata:\n  creation_date: 2026/01/05\n  updated_date: 2026/01/05\n", "«»- metadata\n- rule\n",
                ], syntax: .yaml, isWhole: true),
        ], refusedIn: .all)

    private static let metadata = """
        [metadata]
        creation_date = "2026/01/05"
        updated_date = "2026/01/05"

        """

    private static let rule = """
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

        """

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let finding = view.loaded.notARule, finding.id == info.id else { return }
        findings.add(finding)
    }
}

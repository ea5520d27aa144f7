import Diagnostics
import Documents
import Rules
import SourceText

/// A file without a rule in it.
enum NotARule: Check {
    static let info = CheckInfo(
        id: "not-a-rule", category: .structure, severity: .error, needsWholeFile: true,
        summary: "the file has no `[rule]` table",
        rationale: """
            A rule file holds two tables: `[metadata]` says what the file is, `[rule]` what it detects. Without the \
            second nothing is detected. A file that is no rule should lie elsewhere, or its name should end otherwise.
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
                    description = "Tells of each change to a key vault."
                    index = ["logs-azure.activitylogs-*"]
                    language = "kuery"
                    name = "Key Vault Changed"
                    query = "event.dataset:azure.activitylogs"
                    risk_score = 47
                    rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
                    severity = "medium"
                    type = "query"
                    """, isWhole: true)
        ])

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        guard view.rule.ruleEntry == nil else { return }
        let place = ByteRange(at: view.document.root.range.start)
        guard let table = view.document.root.table else {
            let kind = view.document.root.array == nil ? view.document.root.kindName : "list"
            findings.add(
                finding(view, at: place, "the file is no rule: it holds a \(kind), not tables")
                    .help("write a `[metadata]` and a `[rule]` table"))
            return
        }
        if view.shapeFaults.contains(where: { $0.meantPath == ["rule"] }) { return }
        findings.add(
            finding(view, at: place, table.entries.isEmpty ? "the file is empty" : "the file has no `[rule]` table")
                .help("put the rule's name, query and other keys below a `[rule]` header"))
    }
}

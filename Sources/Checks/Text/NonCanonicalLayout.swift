import Diagnostics
import Documents
import Rules
import SourceText

enum NonCanonicalLayout: RuleCheck {
    static let info = CheckInfo(
        id: "non-canonical-layout", category: .text, severity: .info, needsWholeFile: true,
        summary: "file does not have the layout that `tenet format` writes",
        rationale: """
            If all files have the same order of keys and the same form of lists, a diff shows only what was changed on \
            purpose, and two people can add a tag without a merge conflict.

            The order is that of Elastic's own rules. `tenet format` rewrites a file and keeps its meaning and its comments.
            """,
        examples: [
            Example(
                bad: [
                    whole("«type = \"query\"»\nseverity   = \"low\""),
                    whole("«severity   = \"low\"»\ntype = \"query\""),
                    whole("«severity = \"low\"  »\ntype = \"query\""),
                ],
                good: [
                    whole("severity = \"low\"\ntype = \"query\""),
                    whole("severity = \"low\" # for now\ntype = \"query\""),
                ],
                isWhole: true),
            Example(
                bad: [whole("severity = \"low\"\n«tags = [»\n  \"Cloud\"\n]\ntype = \"query\"")],
                good: [whole("severity = \"low\"\ntags = [\"Cloud\"]\ntype = \"query\"")], isWhole: true),
        ], profile: .strict, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // A file of several documents is reported once.
        guard view.isFirst, let offset = RuleLayout.firstDifference(in: view.source) else { return }
        let line = view.source.lines.line(containing: offset)
        let range = view.source.lines.range(ofLine: line, in: view.source.bytes)
        findings.add(
            finding(view, at: range, "the layout is not canonical from here on")
                .help("run `tenet format`; comments and meaning stay the same"))
    }

    private static func whole(_ keys: String) -> String {
        """
        [metadata]
        creation_date = "2026/01/05"
        integration = ["azure"]
        maturity = "production"
        updated_date = "2026/02/10"

        [rule]
        author = ["Example Authors"]
        description = "Reports each change to a key vault."
        from = "now-9m"
        index = ["logs-azure.activitylogs-*"]
        language = "kuery"
        name = "Key Vault Changed"
        risk_score = 21
        rule_id = "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"
        \(keys)
        query = "event.dataset:azure.activitylogs and event.outcome:success"

        """
    }
}

import Diagnostics
import Documents
import Rules
import SourceText

/// An index pattern that is nearly one of a known source.
enum MisspeltIndexPattern: RuleCheck {
    static let info = CheckInfo(
        id: "misspelt-index-pattern", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "an index pattern names no known source, but is one typo away from one",
        rationale: """
            A pattern that matches no index is no error for Kibana: the rule runs, searches nothing and stays silent. The \
            names of integrations and their data sets are known, and a pattern that misses one of them by a letter or two \
            was meant to hit it.
            """,
        examples: [
            Example(
                bad: """
                    index = [«"logs-azure.activitylog-*"»]
                    """,
                good: """
                    index = ["logs-azure.activitylogs-*"]
                    """)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in (view.rule.elastic.index?.items ?? []).prefix(PatternGuess.mostPatterns) {
            guard case .unknown(let meant?) = PatternGuess.look(up: item.value) else { continue }
            let node = view.rule.entry("index")?.value.array?.first { $0.range == item.range }
            let edit = node?.textScalar.flatMap { ScalarEdits.replaceAll(of: $0, with: meant) }
            findings.add(
                finding(view, at: item.range, "no known source has the index pattern `\(item.value)`")
                    .help("did you mean `\(meant)`?")
                    .fix(edit.map { Fix("write `\(meant)`", .unsafe, $0) }))
        }
    }
}

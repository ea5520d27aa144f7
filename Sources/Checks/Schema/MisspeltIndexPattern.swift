import Diagnostics
import Documents
import Rules
import SourceText

/// An index pattern that is nearly one of a known source.
enum MisspeltIndexPattern: RuleCheck {
    static let info = CheckInfo(
        id: "misspelt-index-pattern", category: .schema, severity: .warning, fix: .sometimes(.unsafe),
        summary: "index pattern has a typo in the name of a known source",
        rationale: """
            Kibana does not report an index pattern that matches no index: the rule runs, searches nothing and finds \
            nothing. The names of integrations and their data sets are known; a pattern that differs from one of them by a \
            letter or two is most likely a typo.
            """,
        examples: [
            Example(
                in: "index = [«»]\nquery = \"event.outcome:success\"",
                bad: [
                    "\"logs-azure.activitylog-*\"", "\"filebeat-*\", «\"logs-azur.activitylogs-*\"»", "\"packtbeat-*\"",
                    "\"lgos-azure.activitylogs-*\"", "\"logs-endpont.events.*\"",
                    "\"logs-azur-*\"", "\"winlgbet-*\"",
                ],
                // The last one is the name of a source of your own.
                good: [
                    "\"logs-azure.activitylogs-*\"", "\"logs-azure.a*\"", "\"packetbeat-*\"", "\"filebeat*\"",
                    "\"logs-*\"",
                    "\"logs-azur*\"", "\"auditbt-*\"", "\"vault-audit-*\"",
                ]),
            // On another cluster.
            Example(
                bad: "index = [«\"west:logs-azure.activitylog-*\"»]",
                good: "index = [\"west:logs-azure.activitylogs-*\"]"),
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

import Diagnostics
import Rules
import SourceText

/// An index pattern that no field table describes.
enum UnknownIndexPattern: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-index-pattern", category: .schema, severity: .info,
        summary: "no schema describes the indices of an index pattern",
        rationale: """
            The index patterns determine which fields a query may use. With a pattern of your own, or of a package that \
            Tenet has no table of, any field may exist, so typos in field names are not found. Describe fields of your own \
            in the configuration.
            """,
        examples: [
            Example(
                in: "index = [«»]\nquery = \"event.outcome:success\"",
                bad: ["\"vault-audit-*\"", "\"logs-azure.activitylogs-*\", «\"logs-vaults.audit-*\"»", "\"vault*\""],
                good: [
                    "\"logs-azure.activitylogs-*\"", "\"logs-azure.vaults-*\"", "\"filebeat-*\", \"apm-*\"",
                    "\"logs-azur*\"", "\".alerts-security.alerts-*\"",
                ])
        ], profile: .strict)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for item in (view.rule.elastic.index?.items ?? []).prefix(PatternGuess.mostPatterns) {
            guard case .unknown(meant: nil) = PatternGuess.look(up: item.value) else { continue }
            findings.add(
                finding(view, at: item.range, "no schema describes the indices of `\(item.value)`")
                    .help("fields of the query are checked against ECS and the rule's other patterns only"))
        }
    }
}

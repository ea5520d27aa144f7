import Diagnostics
import Rules
import SourceText

/// An index pattern whose fields no table has.
enum UnknownIndexPattern: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-index-pattern", category: .schema, severity: .info,
        summary: "no schema describes the indices of an index pattern",
        rationale: """
            Which fields a query may use follows from the index patterns. With a pattern of your own, or of a package \
            that Tenet has no table of, any field may exist, so misspelled ones are not found. Fields of your own can be \
            given to Tenet in its configuration.
            """,
        examples: [
            Example(
                bad: """
                    index = [«"vault-audit-*"»]
                    query = "event.outcome:success"
                    """,
                good: """
                    index = ["logs-azure.activitylogs-*"]
                    query = "event.outcome:success"
                    """)
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

import Diagnostics
import Documents
import Rules

/// A query for indicators without its language.
enum ThreatLanguageMissing: RuleCheck {
    static let info = CheckInfo(
        id: "threat-language-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a `threat_query` has no `threat_language`",
        rationale: """
            Kibana reads the query as KQL then. Elastic's repository requires the language, so that it is not left to a default.
            """,
        examples: [
            Example(
                bad: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    «threat_query» = "*:*"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """,
                good: """
                    type = "threat_match"
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"

                    [[rule.threat_mapping]]
                    [[rule.threat_mapping.entries]]
                    field = "source.ip"
                    type = "mapping"
                    value = "threat.indicator.ip"
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.elastic.type?.value == .threatMatch, let query = view.rule.elastic.threatMatch.query,
            !query.text.isEmpty,
            view.rule.entry("threat_language") == nil, !view.isMisspelt(["rule", "threat_language"])
        else { return }
        let edit = view.rule.entry("threat_query").flatMap {
            EntryEdits.insert(
                "threat_language", "kuery", after: $0, in: view.source, syntax: view.document.syntax)
        }
        findings.add(
            finding(view, at: query.keyRange, "`threat_query` has no language")
                .help("add `threat_language = \"kuery\"`")
                .fix(edit.map { Fix("write the language that Kibana assumes", .safe, $0) }))
    }
}

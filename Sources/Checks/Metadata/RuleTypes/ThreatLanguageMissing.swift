import Diagnostics
import Documents
import Rules

/// An indicator query without its language.
enum ThreatLanguageMissing: RuleCheck {
    static let info = CheckInfo(
        id: "threat-language-missing", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "`threat_query` without `threat_language`",
        rationale: """
            Without the language Kibana reads the query as KQL. Elastic's repository requires that the rule names \
            it.
            """,
        examples: [
            Example(
                bad: """
                    # without threat_language
                    threat_index = ["logs-ti_*"]
                    «threat_query» = "*:*"
                    """,
                good: [
                    """
                    threat_index = ["logs-ti_*"]
                    threat_query = "*:*"
                    threat_language = "kuery"
                    """,
                    """
                    threat_query = "threat.feed.name:*"
                    threat_language = "lucene"
                    """,
                ], on: .threatMatch),
            Example(
                bad: [
                    "# without threat_language\nrule:\n  «threat_query»: \"*:*\"",
                    "# without threat_language\nrule:\n  «threat_query»: threat.feed.name:abuse",
                ], on: .threatMatch, syntax: .yaml),
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
                .fix(edit.map { Fix("add the language that Kibana uses by default", .safe, $0) }))
    }
}

import Diagnostics
import Documents
import Rules

/// A timeline without its title, or the other way round.
enum TimelineIncomplete: RuleCheck {
    static let info = CheckInfo(
        id: "timeline-incomplete", category: .metadata, severity: .error, fix: .sometimes(.safe), needsWholeFile: true,
        summary: "only one of `timeline_id` and `timeline_title` is set",
        rationale: """
            Kibana needs both to open an alert in a timeline template, and rejects a rule that has only one of them.
            """,
        examples: [
            Example(
                bad: """
                    «timeline_id» = "91832785-286d-4ebe-b884-1a208d111a70"
                    """,
                good: """
                    timeline_id = "91832785-286d-4ebe-b884-1a208d111a70"
                    timeline_title = "Generic Network Timeline"
                    """),
            Example(
                bad: [
                    "«timeline_title» = \"Generic Process Timeline\"", "«timeline_title» = \"Vault Timeline\"",
                    "«timeline_id» = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"",
                ],
                good: "severity = \"medium\""),
            Example(bad: "rule:\n  «timeline_id»: 76e52245-7519-4251-91ab-262fb1a1728c", syntax: .yaml),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        let id = view.rule.elastic.timelineID
        let title = view.rule.elastic.timelineTitle
        if let id, title == nil, !view.isMisspelt(["rule", "timeline_title"]) {
            findings.add(
                finding(view, at: id.keyRange, "`timeline_id` is set without `timeline_title`")
                    .help("add the title of that timeline template")
                    .fix(
                        TimelineTemplates.title(of: id.text).flatMap {
                            fix(view, "timeline_title", $0, beside: "timeline_id")
                        }))
        } else if let title, id == nil, !view.isMisspelt(["rule", "timeline_id"]) {
            findings.add(
                finding(view, at: title.keyRange, "`timeline_title` is set without `timeline_id`")
                    .help("add the ID of that timeline template")
                    .fix(
                        TimelineTemplates.id(of: title.text).flatMap {
                            fix(view, "timeline_id", $0, beside: "timeline_title")
                        }))
        }
    }

    /// ID and title of Kibana's own templates are known.
    private static func fix(
        _ view: RuleView, _ key: String, _ text: String, beside other: String
    ) -> Fix? {
        guard let entry = view.rule.entry(other) else { return nil }
        let edit = EntryEdits.insert(key, text, after: entry, in: view.source, syntax: view.document.syntax)
        return edit.map { Fix("add `\(key)`", .safe, $0) }
    }
}

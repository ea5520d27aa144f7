import Diagnostics
import Rules

/// A timeline template that is not built into Kibana.
enum UnknownTimelineID: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-timeline-id", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "`timeline_id` is not the ID of a built-in timeline template",
        rationale: """
            Published rules can only use templates that every installation of Kibana has. A template created in one \
            installation exists only there; with a mistyped ID alerts open in an empty timeline.
            """,
        examples: [
            Example(
                bad: """
                    timeline_id = «"91832785-286d-4ebe-b884-1a208d111a71"»
                    timeline_title = "Generic Network Timeline"
                    """,
                good: """
                    timeline_id = "91832785-286d-4ebe-b884-1a208d111a70"
                    timeline_title = "Generic Network Timeline"
                    """),
            Example(
                bad: [
                    "timeline_id = «\"91832785-286d-4ebe-b884-1a208d111a71\"»\ntimeline_title = \"Vault Timeline\"",
                    "timeline_id = «\"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"»\ntimeline_title = \"Generic Networks Timeline\"",
                    "timeline_id = «\"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"»\ntimeline_title = \"Vault\"",
                ],
                good: "severity = \"medium\""),
            Example(
                bad: """
                    timeline_id = «"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"»
                    timeline_title = "Generic Networks Timeline"
                    """),
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.elastic.timelineID, !id.text.isEmpty, TimelineTemplates.title(of: id.text) == nil
        else {
            return
        }
        var result = finding(view, at: id.range, "Kibana has no timeline template with this ID")
        if let title = view.rule.elastic.timelineTitle, let meant = TimelineTemplates.id(of: title.text) {
            result = result.label(view.location(title.range), "the template with this title has another ID")
                .help("write `\(meant)`")
                .fix(id.replacing(with: meant).map { Fix("write `\(meant)`", .unsafe, $0) })
        } else if let near = TimelineTemplates.nearest(id: id.text, title: view.rule.elastic.timelineTitle?.text) {
            result = result.help("did you mean `\(near.id)` (\"\(near.title)\")?")
        } else {
            result = result.help("use the ID of one of Kibana's built-in templates")
        }
        findings.add(result)
    }
}

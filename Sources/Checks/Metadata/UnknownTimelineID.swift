import Diagnostics
import Rules

/// A timeline template that Kibana does not bring along.
enum UnknownTimelineID: RuleCheck {
    static let info = CheckInfo(
        id: "unknown-timeline-id", category: .metadata, severity: .error, fix: .sometimes(.unsafe),
        summary: "`timeline_id` is not the id of a timeline template of Kibana",
        rationale: """
            Shipped rules can only name templates that every Kibana has. Those that somebody made in one installation \
            are found there alone; a mistyped id is found nowhere, and alerts open in an empty timeline.
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
                    """)
        ], profile: .elastic)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.elastic.timelineID, !id.text.isEmpty, TimelineTemplates.title(of: id.text) == nil
        else {
            return
        }
        var result = finding(view, at: id.range, "Kibana has no timeline template of this id")
        if let title = view.rule.elastic.timelineTitle, let meant = TimelineTemplates.id(of: title.text) {
            result = result.label(view.location(title.range), "the template of this title has another id")
                .help("the id is `\(meant)`")
                .fix(id.replacing(with: meant).map { Fix("write `\(meant)`", .unsafe, $0) })
        } else if let near = TimelineTemplates.nearest(id: id.text, title: view.rule.elastic.timelineTitle?.text) {
            result = result.help("did you mean `\(near.id)` (\"\(near.title)\")?")
        } else {
            result = result.help("name a template that Kibana brings along")
        }
        findings.add(result)
    }
}

import Diagnostics
import Rules

/// The title of one timeline template with the id of another.
enum TimelineTitleMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "timeline-title-mismatch", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "`timeline_title` is not the title of the template that `timeline_id` names",
        rationale: """
            Kibana opens the template of the id and shows the title from the rule. With a wrong one analysts believe they \
            look at another template.
            """,
        examples: [
            Example(
                bad: """
                    timeline_id = "91832785-286d-4ebe-b884-1a208d111a70"
                    timeline_title = «"Generic Networks Timeline"»
                    """,
                good: """
                    timeline_id = "91832785-286d-4ebe-b884-1a208d111a70"
                    timeline_title = "Generic Network Timeline"
                    """)
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.elastic.timelineID, let written = view.rule.elastic.timelineTitle,
            let title = TimelineTemplates.title(of: id.text), title != written.text
        else { return }
        findings.add(
            finding(view, at: written.range, "the timeline template of this id has another title")
                .label(view.location(id.range), "the template is named here")
                .help("its title is `\(title)`")
                .fix(written.replacing(with: title).map { Fix("write `\(title)`", .safe, $0) }))
    }
}

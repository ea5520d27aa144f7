import Diagnostics
import Rules

/// The title of one timeline template with the id of another.
enum TimelineTitleMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "timeline-title-mismatch", category: .metadata, severity: .warning, fix: .sometimes(.safe),
        summary: "`timeline_title` is not the title of the template in `timeline_id`",
        rationale: """
            Kibana opens the template of the ID and shows the title from the rule. With a wrong title analysts believe \
            that they are looking at another template.
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
                    """),
            Example(
                in: "timeline_id = \"76e52245-7519-4251-91ab-262fb1a1728c\"\ntimeline_title = «»",
                bad: ["\"Generic Network Timeline\"", "\"generic process timeline\""],
                good: "\"Generic Process Timeline\""),
            // The template of an installation of one's own may have any title.
            Example(
                good: "timeline_id = \"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a\"\ntimeline_title = \"Vault Timeline\""),
            Example(good: "severity = \"medium\""),
        ], severities: [.elastic: .error])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        // Whitespace around the title is another check's.
        guard let id = view.rule.elastic.timelineID, let written = view.rule.elastic.timelineTitle,
            let title = TimelineTemplates.title(of: id.text), title != written.text, !PaddedValue.isPadded(written.text)
        else { return }
        findings.add(
            finding(view, at: written.range, "the timeline template with this ID has another title")
                .label(view.location(id.range), "the ID is set here")
                .help("write `\(title)`")
                .fix(written.replacing(with: title).map { Fix("write `\(title)`", .safe, $0) }))
    }
}

import Diagnostics
import Rules

/// A timeline without its title, or the other way round.
enum TimelineIncomplete: Check {
    static let info = CheckInfo(
        id: "timeline-incomplete", category: .metadata, severity: .error, needsWholeFile: true,
        summary: "only one of `timeline_id` and `timeline_title` is set",
        rationale: """
            Kibana needs both to open an alert in a timeline template, and refuses a rule that has only one of them.
            """,
        examples: [
            Example(
                bad: """
                    «timeline_id» = "91832785-286d-4ebe-b884-1a208d111a70"
                    """,
                good: """
                    timeline_id = "91832785-286d-4ebe-b884-1a208d111a70"
                    timeline_title = "Generic Network Timeline"
                    """)
        ], isKibanasRefusal: true)

    static func run(_ view: borrowing RuleView, _ findings: inout Findings) {
        let id = view.rule.timelineID
        let title = view.rule.timelineTitle
        if let id, title == nil {
            findings.add(
                finding(view, at: id.keyRange, "`timeline_id` is set without `timeline_title`")
                    .help("add the title of that timeline template"))
        } else if let title, id == nil {
            findings.add(
                finding(view, at: title.keyRange, "`timeline_title` is set without `timeline_id`")
                    .help("add the id of that timeline template"))
        }
    }
}

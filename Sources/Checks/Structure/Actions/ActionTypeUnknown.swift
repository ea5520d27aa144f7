import Diagnostics
import Rules
import SourceText

/// An action of a kind that Elastic's repository does not accept.
enum ActionTypeUnknown: RuleCheck {
    static let info = CheckInfo(
        id: "action-type-unknown", category: .structure, severity: .warning,
        summary: "`action_type_id` of an action is not a known connector type",
        rationale: """
            Kibana finds the connector by its ID and requires the type to match. An action with a type that does not exist \
            never runs.
            """,
        examples: [
            Example(
                in: action, bad: ["\".emial\"", "\"email\"", "\".Slack\""],
                good: ["\".email\"", "\".slack_api\"", "\".cases-webhook\"", "\".jira-service-management\""]),
            Example(in: action, bad: "\".zendesk\""),
            Example(
                bad: """
                    [[rule.actions]]
                    action_type_id = ".email"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }

                    [[rule.actions]]
                    action_type_id = «"slack"»
                    id = "slack-1"
                    group = "default"
                    params = { message = "An alert." }
                    """),
        ], profile: .elastic)

    private static let action = """
        [[rule.actions]]
        action_type_id = «»
        id = "mail-1"
        group = "default"
        params = { message = "An alert." }
        """

    /// The types of elastic/detection-rules, and further ones of Kibana's connectors.
    private static let known: Set<String> = [
        ".slack", ".slack_api", ".email", ".index", ".pagerduty", ".swimlane", ".webhook", ".servicenow",
        ".servicenow-itom", ".servicenow-sir", ".jira", ".resilient", ".opsgenie", ".teams", ".torq", ".tines",
        ".d3security", ".workflows", ".cases", ".cases-webhook", ".xmatters", ".server-log", ".gen-ai", ".bedrock",
        ".gemini", ".inference", ".thehive", ".sentinelone", ".crowdstrike", ".microsoft_defender_endpoint", ".xsoar",
        ".jira-service-management",
    ]

    static func run(_ view: RuleView, _ findings: inout Findings) {
        for action in view.rule.elastic.actions {
            guard let type = action.typeID, !known.contains(type.text) else { continue }
            let near = NearestName.ranked(type.text, among: known.sorted())
            findings.add(
                finding(view, at: type.range, "unknown action type `\(type.text.prefix(60))`")
                    .help(
                        near.isEmpty
                            ? "write the type of the connector" : "did you mean \(WordList.alternatives(near))?"))
        }
    }
}

import Diagnostics
import Documents
import Rules
import SourceText

/// A throttle that Kibana does not accept.
enum MalformedThrottle: RuleCheck {
    static let info = CheckInfo(
        id: "malformed-throttle", category: .structure, severity: .error,
        summary: "`throttle` is neither a time span nor one of its words",
        rationale: """
            `throttle` sets how often an action runs: `no_actions`, `rule`, or a number and one of `s`, `m`, `h`, `d`; in the \
            `frequency` of an action it can also be null. Kibana refuses other texts.
            """,
        examples: [
            Example(
                in: """
                    [[rule.actions]]
                    action_type_id = ".email"
                    id = "mail-1"
                    group = "default"
                    params = { message = "An alert." }
                    frequency = { summary = true, notifyWhen = "onThrottleInterval", throttle = «» }
                    """, bad: ["\"1 h\"", "\"hourly\"", "\"0h\"", "\"1w\"", "60"],
                good: ["\"1h\"", "\"30m\"", "\"rule\""]),
            Example(
                in: "throttle = «»", bad: ["\"onActiveAlert\"", "\"1\"", "\"\""],
                good: ["\"no_actions\"", "\"rule\"", "\"1d\"", "\"90s\""]),
            Example(
                in: """
                    "actions": [{"action_type_id": ".email", "id": "mail-1", "group": "default", "params": {}, \
                    "frequency": {"summary": true, "notifyWhen": "onActiveAlert", "throttle": «»}}]
                    """, bad: "60", good: "null", on: .kibana),
        ], refusedIn: .all)

    static func run(_ view: RuleView, _ findings: inout Findings) {
        if let throttle = view.rule.elastic.throttle { look(throttle.text, at: throttle.range, view, &findings) }
        guard !view.rule.elastic.actions.isEmpty else { return }
        for action in view.rule.entry("actions")?.value.array ?? [] {
            guard let throttle = action["frequency"]?["throttle"] else { continue }
            if case .null = throttle.value { continue }
            look(throttle.ruleText?.text, at: throttle.range, view, &findings)
        }
    }

    private static func look(
        _ text: String?, at range: ByteRange, _ view: RuleView, _ findings: inout Findings
    ) {
        if let text, text == "no_actions" || text == "rule" || RuleInterval(text) != nil { return }
        findings.add(
            finding(view, at: range, "`throttle` is \(text.map { "`\($0.prefix(60))`" } ?? "not a text")")
                .help("write a number above zero and one of `s`, `m`, `h`, `d`, such as `1h`"))
    }
}

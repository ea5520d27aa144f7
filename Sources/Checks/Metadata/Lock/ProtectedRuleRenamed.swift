import Diagnostics
import Rules

/// A rule that other products look for under its name.
enum ProtectedRuleRenamed: RuleCheck {
    static let info = CheckInfo(
        id: "protected-rule-renamed", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "a rule that other products refer to has lost its id or its name",
        rationale: """
            Kibana installs and finds the rule that turns the alerts of Elastic Defend into detections by a fixed id and \
            name. With another one the two no longer find each other.
            """,
        examples: [
            Example(
                bad: """
                    rule_id = "9a1a2dae-0b5f-4c3d-8305-a268d404c306"
                    name = «"Endpoint Security"»
                    """,
                good: """
                    rule_id = "9a1a2dae-0b5f-4c3d-8305-a268d404c306"
                    name = "Endpoint Security (Elastic Defend)"
                    """)
        ], profile: .elastic)

    private static let id = "9a1a2dae-0b5f-4c3d-8305-a268d404c306"
    private static let name = "Endpoint Security (Elastic Defend)"

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let name = view.rule.name else { return }
        switch (id.text == Self.id, name.text == Self.name) {
        case (true, false):
            let edit = name.replacing(with: Self.name)
            findings.add(
                finding(view, at: name.range, "other products look for this rule as `\(Self.name)`")
                    .label(view.location(id.range), "by this id")
                    .help("give it its name back")
                    .fix(edit.map { Fix("write `\(Self.name)`", .safe, $0) }))
        case (false, true) where view.rule.isByElastic:
            findings.add(
                finding(view, at: id.range, "other products look for this rule under another id")
                    .label(view.location(name.range), "by this name")
                    .help("the id is `\(Self.id)`"))
        case (true, true), (false, _): return
        }
    }
}

import Diagnostics
import Rules

/// A rule that other products look for under its name.
enum ProtectedRuleRenamed: RuleCheck {
    static let info = CheckInfo(
        id: "protected-rule-renamed", category: .metadata, severity: .error, fix: .sometimes(.safe),
        summary: "rule that other products refer to has another ID or name",
        rationale: """
            Kibana finds the rule that creates detection alerts from the alerts of Elastic Defend by a fixed ID and name. \
            With another ID or name Kibana no longer finds the rule.
            """,
        examples: [
            Example(
                in: "rule_id = \"9a1a2dae-0b5f-4c3d-8305-a268d404c306\"\nname = «»",
                bad: ["\"Endpoint Security\"", "\"Endpoint Security (Elastic Agent)\""],
                good: "\"Endpoint Security (Elastic Defend)\""),
            Example(
                bad: """
                    author = ["Elastic"]
                    license = "Elastic License v2"
                    name = "Endpoint Security (Elastic Defend)"
                    rule_id = «"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11"»
                    """,
                good: [
                    "name = \"Endpoint Security (Elastic Defend)\"",
                    "author = [\"Elastic\"]\nlicense = \"Elastic License v2\"",
                ]),
        ], profile: .elastic)

    private static let id = "9a1a2dae-0b5f-4c3d-8305-a268d404c306"
    private static let name = "Endpoint Security (Elastic Defend)"

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let name = view.rule.name else { return }
        switch (id.text == Self.id, name.text == Self.name) {
        case (true, false):
            let edit = name.replacing(with: Self.name)
            findings.add(
                finding(view, at: name.range, "other products refer to this rule as `\(Self.name)`")
                    .label(view.location(id.range), "the ID of that rule")
                    .help("write `\(Self.name)`")
                    .fix(edit.map { Fix("write `\(Self.name)`", .safe, $0) }))
        case (false, true) where view.rule.isByElastic:
            findings.add(
                finding(view, at: id.range, "other products refer to this rule by another ID")
                    .label(view.location(name.range), "the name of that rule")
                    .help("write `\(Self.id)`"))
        case (true, true), (false, _): return
        }
    }
}

import Diagnostics
import Rules

/// A rule that became another kind of rule.
enum RuleTypeChanged: RuleCheck {
    static let info = CheckInfo(
        id: "rule-type-changed", category: .metadata, severity: .warning,
        summary: "the rule has another type than it was published with, or than before the change",
        rationale: """
            Kibana cannot change the type of an installed rule: an update by API is refused, and an upgrade of a prebuilt \
            rule replaces it whole, with everything that users had set on it. A new rule with an id of its own, and the \
            old one deprecated, loses nothing.
            """,
        examples: [
            Example(
                bad: """
                    type = «"query"»
                    """,
                good: """
                    type = "query"
                    rule_id = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"
                    """,
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3,"type":"eql"}}"#)
        ])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let type = view.rule.elastic.type, let id = view.rule.id else { return }
        let locked = view.context.lock?.entry(ofRule: id.text)?.published.type
        let before = view.before.flatMap { $0.id?.text == id.text ? $0.elastic.type?.value.rawValue : nil }
        guard let old = [before, locked].compactMap({ $0 }).first(where: { $0 != type.value.rawValue }) else { return }
        findings.add(
            finding(
                view, at: type.range, "the rule was of type `\(old.prefix(40))` and is now `\(type.value.rawValue)`"
            )
            .help("give the new rule an id of its own, and deprecate the old one"))
    }
}

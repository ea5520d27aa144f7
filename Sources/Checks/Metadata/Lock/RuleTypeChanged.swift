import Diagnostics
import Rules

/// A rule that became another kind of rule.
enum RuleTypeChanged: RuleCheck {
    static let info = CheckInfo(
        id: "rule-type-changed", category: .metadata, severity: .warning,
        summary: "rule type differs from the published one, or from that before the change",
        rationale: """
            Kibana cannot change the type of an installed rule: it rejects an update by API, and an upgrade of a prebuilt \
            rule replaces the whole rule, including the settings that users made. To keep them, create a new rule with an \
            ID of its own and deprecate the old one.
            """,
        examples: [
            Example(
                bad: """
                    type = «"query"»
                    """,
                good: [
                    """
                    type = "query"
                    rule_id = "0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a"
                    """
                ],
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3,"type":"eql"}}"#),
            Example(
                bad: "type = «\"threshold\"»", on: .threshold, before: "type = \"query\"\n# without threshold"),
            // The version lock, or the file before the change, alone differs.
            Example(
                bad: "type = «\"threshold\"»", on: .threshold,
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3,"type":"query"}}"#,
                before: "severity = \"low\"\nrisk_score = 21"),
            Example(
                bad: "type = «\"threshold\"»", on: .threshold,
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3,"type":"threshold"}}"#,
                before: "type = \"query\"\n# without threshold"),
            Example(
                good: "severity = \"medium\"",
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3,"type":"query"}}"#,
                before: "severity = \"low\"\nrisk_score = 21"),
            Example(
                good: "severity = \"medium\"", lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3}}"#),
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
            .help("give the new rule its own ID, and deprecate the old one"))
    }
}

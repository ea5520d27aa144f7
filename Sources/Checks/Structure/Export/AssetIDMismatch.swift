import Diagnostics
import Documents
import Rules

/// A prebuilt asset whose own id names another rule or version than it holds.
enum AssetIDMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "asset-id-mismatch", category: .structure, severity: .warning,
        summary: "the id of a prebuilt asset is not made of its rule id and version",
        rationale: """
            Packages hold one asset for each version of a rule, called `<rule_id>_<version>`; the oldest packages call it \
            by the rule id alone. Kibana finds the versions of a rule by these names, so a wrong one hides a version or \
            overwrites another.
            """,
        examples: [
            Example(
                bad: text("«\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_2\"»"),
                good: text("\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_3\""), syntax: .json, isWhole: true)
        ])

    private static func text(_ id: String) -> String {
        """
        {
          "id": \(id),
          "type": "security-rule",
          "attributes": \(ExampleExport.rule("\"version\": 3"))}
        """
    }

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.form == .asset || view.rule.form == .stub, let id = view.document.root["id"],
            let text = id.string, let rule = view.rule.id, let version = view.rule.elastic.version
        else { return }
        let wanted = "\(rule.text)_\(version.value)"
        guard text != wanted, text != rule.text else { return }
        findings.add(
            finding(view, at: id.range, "the asset is called `\(text.prefix(80))`, but holds `\(wanted.prefix(80))`")
                .label(view.location(version.range), "the version is set here").help("write `\(wanted.prefix(80))`"))
    }
}

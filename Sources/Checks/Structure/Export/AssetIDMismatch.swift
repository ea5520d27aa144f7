import Diagnostics
import Documents
import Rules

/// A prebuilt asset whose own ID names another rule or version than it holds.
enum AssetIDMismatch: RuleCheck {
    static let info = CheckInfo(
        id: "asset-id-mismatch", category: .structure, severity: .warning,
        summary: "ID of a prebuilt asset does not match its rule ID and version",
        rationale: """
            Packages hold one asset for each version of a rule, named `<rule_id>_<version>`; in the oldest packages the \
            name is the rule ID alone. Kibana finds the versions of a rule by these names, so a wrong name hides a version \
            or overwrites another.
            """,
        examples: [
            Example(
                in: asset(),
                bad: [
                    "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_2\"", "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_03\"",
                    "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b_3\"", "\"5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b\"",
                ],
                good: ["\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_3\"", "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11\""],
                syntax: .json, isWhole: true),
            // The asset of a deprecated rule, and a rule of an export, whose `id` is one of Kibana's own.
            Example(
                in: asset(stub), bad: "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_3\"",
                good: "\"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11_4\"", syntax: .json, isWhole: true),
            Example(
                good: [ExampleExport.rule(#""id": "5f2b0a8e-3c1d-4e6f-9a7b-1c2d3e4f5a6b", "version": 3"#)],
                syntax: .ndjson, isWhole: true),
        ], isForDeprecated: true)

    private static func asset(_ attributes: String = ExampleExport.rule("\"version\": 3")) -> String {
        """
        {
          "id": «»,
          "type": "security-rule",
          "attributes": \(attributes)}
        """
    }

    private static let stub = """
        {"rule_id": "3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11", "version": 4, "name": "Key Vault Changed", "deprecated": true}
        """

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard view.rule.form == .asset || view.rule.form == .stub, let id = view.document.root["id"],
            let text = id.string, let rule = view.rule.id, let version = view.rule.elastic.version
        else { return }
        let wanted = "\(rule.text)_\(version.value)"
        guard text != wanted, text != rule.text else { return }
        findings.add(
            finding(view, at: id.range, "the asset is named `\(text.prefix(80))`, but holds `\(wanted.prefix(80))`")
                .label(view.location(version.range), "the version is set here").help("write `\(wanted.prefix(80))`"))
    }
}

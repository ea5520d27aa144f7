import Diagnostics
import Documents
import Rules

/// A license other than that of Elastic's rules.
enum WrongElasticLicense: RuleCheck {
    static let info = CheckInfo(
        id: "wrong-elastic-license", category: .metadata, severity: .error, fix: .sometimes(.safe),
        needsWholeFile: true,
        summary: "Elastic license other than v2, or a rule by Elastic without a license",
        rationale: """
            The rules of Elastic's repository are under the Elastic License v2. The name is compared as text, so a \
            different spelling is a different license. Rules by other authors may be under any license.
            """,
        examples: [
            Example(
                bad: """
                    license = «"Elastic License"»
                    """,
                good: """
                    license = "Elastic License v2"
                    """),
            Example(
                in: "license = «»",
                bad: ["\"elastic license 2.0\"", "\"Elastic Licence v2\"", "\"ELASTIC LICENSE V2\""],
                good: ["\"MIT\"", "\"Elastic License v2\""]),
            Example(
                bad: "[«rule»]\nauthor = [\"Elastic\"]",
                good: "author = [\"Elastic\"]\nlicense = \"Elastic License v2\""),
            Example(
                bad: "[«rule»]\nauthor = [\"Example Authors\", \"Elastic\"]", good: "author = [\"Example Authors\"]"),
        ], profile: .elastic)

    private static let name = "Elastic License v2"

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let rule = view.rule.ruleEntry else { return }
        guard let license = view.rule.license else {
            guard view.rule.isByElastic, rule.value["license"] == nil,
                !view.isMisspelt(["rule", "license"])
            else { return }
            findings.add(
                finding(view, at: rule.keyRange, "a rule by Elastic has no `license`")
                    .help("add `license = \"\(name)\"`"))
            return
        }
        guard license.text != name else { return }
        let lower = license.text.lowercased()
        // The loader looks for the American spelling only, so it accepts the other one.
        let isMisspelt = lower.contains("elastic licence")
        guard isMisspelt || lower.contains("elastic license") else { return }
        findings.add(
            finding(
                view, at: license.range, "`\(license.text.prefix(80))` is not the license of Elastic's rules",
                severity: isMisspelt ? .warning : .error
            )
            .help("write `\(name)`")
            .fix(license.replacing(with: name).map { Fix("write `\(name)`", .safe, $0) }))
    }
}

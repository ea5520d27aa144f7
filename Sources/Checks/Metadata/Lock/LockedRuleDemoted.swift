import Diagnostics
import Rules

/// A published rule whose maturity is that of an unfinished one.
enum LockedRuleDemoted: RuleCheck {
    static let info = CheckInfo(
        id: "locked-rule-demoted", category: .metadata, severity: .error,
        summary: "published rule is neither `production` nor `deprecated`",
        rationale: """
            A rule with an entry in the version lock is installed somewhere. With another maturity it would disappear from \
            the next release, and its users would not be informed. Deprecate a rule that is to be removed.
            """,
        examples: [
            Example(
                in: "[metadata]\nmaturity = «»", bad: ["\"development\"", "\"experimental\"", "\"beta\""],
                good: ["\"production\"", "\"deprecated\"\ndeprecation_date = \"2026/02/10\""],
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3}}"#),
            Example(
                bad: "[«metadata»]\n# without maturity",
                lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3}}"#),
            Example(
                good: "[metadata]\nmaturity = \"development\"",
                lock: #"{"0d9c8b7a-6f5e-4d3c-8b2a-1f0e9d8c7b6a":{"version":3}}"#),
            Example(good: "[metadata]\nmaturity = \"development\""),
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let entry = view.context.lock?.entry(ofRule: id.text) else { return }
        let maturity = view.rule.metadata.maturity
        // An unknown maturity is another check's.
        if let word = maturity?.text, !["development", "experimental", "beta"].contains(word) { return }
        let said = maturity.map { "its maturity is `\($0.text)`" } ?? "it has no `maturity`"
        findings.add(
            finding(view, at: view.maturityPlace, "the rule was published, but \(said)")
                .note("the version lock has version \(entry.published.version) of it")
                .help("set `maturity` to `production`, or deprecate the rule"))
    }
}

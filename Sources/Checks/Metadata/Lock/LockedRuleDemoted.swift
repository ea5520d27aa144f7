import Diagnostics
import Rules

/// A published rule that is called unfinished.
enum LockedRuleDemoted: RuleCheck {
    static let info = CheckInfo(
        id: "locked-rule-demoted", category: .metadata, severity: .error,
        summary: "a published rule is neither `production` nor `deprecated`",
        rationale: """
            A rule with an entry in the version lock is installed somewhere. Set back to another maturity it would \
            vanish from the next release without a word to those who have it; a rule that should go is deprecated.
            """,
        examples: [
            Example(
                bad: """
                    [metadata]
                    maturity = «"development"»
                    """,
                good: """
                    [metadata]
                    maturity = "production"
                    """, lock: #"{"3f0c9b52-6f1e-4f55-9d0a-2b1c7f6f8a11":{"version":3}}"#)
        ], profile: .elastic, appliesTo: [.ruleFile])

    static func run(_ view: RuleView, _ findings: inout Findings) {
        guard let id = view.rule.id, let entry = view.context.lock?.entry(ofRule: id.text) else { return }
        let maturity = view.rule.metadata.maturity
        // A word that no maturity is called is another check's.
        if let word = maturity?.text, !["development", "experimental", "beta"].contains(word) { return }
        let said = maturity.map { "its maturity is `\($0.text)`" } ?? "it has no `maturity`"
        findings.add(
            finding(view, at: view.maturityPlace, "the rule was published, but \(said)")
                .note("the version lock has version \(entry.published.version) of it")
                .help("set `maturity` to `production`, or deprecate the rule"))
    }
}

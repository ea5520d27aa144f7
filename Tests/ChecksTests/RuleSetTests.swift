import Checks
import Diagnostics
import SourceText
import Testing

/// Rules compared across files.
@Suite struct RuleSetTests {
    private func identities(_ texts: [String]) -> [RuleIdentity] {
        texts.enumerated().flatMap { number, text in
            CheckRunner.lint(SourceFile(id: SourceID(number), path: "rules/\(number).toml", text: text)).identities
        }
    }

    private func rule(_ id: String, _ name: String, maturity: String = "production") -> String {
        "[metadata]\nmaturity = \"\(maturity)\"\n[rule]\nrule_id = \"\(id)\"\nname = \"\(name)\"\n"
    }

    /// Each use after the first is told, with the first one's place.
    @Test func everyRepetitionPointsAtTheFirst() {
        let found = RuleSet.findings(identities([rule("a", "A"), rule("a", "B"), rule("b", "C"), rule("a", "A")]))
        #expect(found.map(\.id).sorted() == ["duplicate-rule-id", "duplicate-rule-id", "duplicate-rule-name"])
        #expect(found.allSatisfy { $0.secondary.map(\.location.source) == [SourceID(0)] })
        #expect(Set(found.map(\.location.source)) == [SourceID(1), SourceID(3)])
    }

    @Test func activeAndDeprecatedRulesAreTwoSets() {
        let rules = identities([rule("a", "A"), rule("a", "A", maturity: "deprecated")])
        #expect(rules.count == 2 && RuleSet.findings(rules).isEmpty)
    }

    /// Texts that only look alike are two texts: é as one scalar and as two.
    @Test func wordsAreComparedByteByByte() {
        #expect(RuleSet.findings(identities([rule("a", "\u{E9}"), rule("b", "e\u{301}")])).isEmpty)
    }

    @Test func theProfileWeighsNames() {
        let rules = identities([rule("a", "A"), rule("b", "A")])
        #expect(RuleSet.findings(rules).map(\.severity) == [.warning])
        #expect(RuleSet.findings(rules, CheckContext(profile: .elastic)).map(\.severity) == [.error])
    }
}

import Diagnostics
import SourceText
import Testing

@testable import Checks

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

    /// Each use after the first is reported, with the first one's place.
    @Test func everyRepetitionPointsAtTheFirst() {
        let found = RuleSet.findings(identities([rule("a", "A"), rule("a", "B"), rule("b", "C"), rule("a", "A")]))
        #expect(found.map(\.id).sorted() == ["duplicate-rule-id", "duplicate-rule-id"])
        #expect(found.allSatisfy { $0.secondary.map(\.location.source) == [SourceID(0)] })
        #expect(Set(found.map(\.location.source)) == [SourceID(1), SourceID(3)])
    }

    /// A copied file is one fault: that name, file name and query are there twice follows from the id.
    @Test func aCopyIsToldOnceByItsID() {
        let text = rule("a", "A") + "type = \"query\"\nlanguage = \"kuery\"\nindex = [\"logs-*\"]\nquery = \"a:b\"\n"
        let paths = ["rules/a/same.toml", "rules/b/same.toml"]
        func found(_ other: String) -> [String] {
            let rules = zip(paths, [text, other]).enumerated().flatMap { number, file in
                CheckRunner.lint(SourceFile(id: SourceID(number), path: file.0, text: file.1)).identities
            }
            return RuleSet.findings(rules, context).map(\.id).sorted()
        }
        var context = CheckContext(profile: .elastic)
        #expect(found(text) == ["duplicate-rule-id"])
        let renumbered = text.replacing("rule_id = \"a\"", with: "rule_id = \"b\"")
        #expect(found(renumbered) == ["duplicate-detection", "duplicate-file-name", "duplicate-rule-name"])
        // Nobody else tells it where ids are not looked at.
        context.plan = CheckPlan([DuplicateRuleName.self], .elastic)
        #expect(found(text) == ["duplicate-rule-name"])
        context.plan = nil
        let nameless = text.replacing("rule_id = \"a\"\n", with: "")
        #expect(found(nameless) == ["duplicate-detection", "duplicate-file-name", "duplicate-rule-name"])
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

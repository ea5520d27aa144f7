import Foundation
import RulePages
import Rules
import SourceText
import TestSupport
import Testing

@Suite struct MarkdownPageTests {
    static func page(_ text: String, tests: [PageTestCase] = []) -> String {
        let rule = ElasticRuleReader.read(RuleSource.toml(text))
        return MarkdownPage.text(rule, query: rule.parsedQuery(), version: nil, tests: tests)
    }

    @Test func writesOurKeyVaultRule() throws {
        let rule = try PrebuiltPageTests.rule("rules/azure/azure-key-vault-modified.toml")
        let tests = [
            PageTestCase(name: "a vault is written", expectation: "match"),
            PageTestCase(name: "a read | of a vault", expectation: "no match"),
        ]
        let text = MarkdownPage.text(rule, query: rule.parsedQuery(), version: 2, tests: tests)
        let golden = Golden.folder("page-markdown").appending(path: "azure-key-vault-modified.out.md")
        #expect(Golden.compare(golden, with: text) == [])
        let twin = try PrebuiltPageTests.rule("Tests/Fixtures/azure-key-vault-modified.yaml")
        #expect(MarkdownPage.text(twin, query: twin.parsedQuery(), version: 2, tests: tests) == text)
    }

    @Test func showsHostileTextsAsText() {
        let failures = Golden.failures("page-markdown") { source in
            let document = RuleSource.documents(source.bytes, path: source.path).first
            guard let rule = document.map({ ElasticRuleReader.read($0) }) else { return "no document" }
            return MarkdownPage.text(rule, query: rule.parsedQuery())
        }
        #expect(failures.filter { !$0.contains("azure-key-vault-modified") } == [])
    }

    @Test func saysHowFarARuleLooksBack() {
        let cases: [(String, String)] = [
            ("", "every 5m, over events from now-6m (looks back 1m beyond its interval)"),
            (
                "interval = \"1h\"\nfrom = \"now-2h\"",
                "every 1h, over events from now-2h (looks back 1h beyond its interval)"
            ),
            ("interval = \"10m\"\nfrom = \"now-9m\"", "every 10m, over events from now-9m (leaves gaps of 1m)"),
            ("interval = \"5m\"\nfrom = \"now-5m\"", "every 5m, over events from now-5m |"),
            ("from = \"now-99999999999999999d\"", "every 5m, over events from now-99999999999999999d |"),
            ("from = \"now/d\"\nto = \"now-1m\"", "every 5m, over events from now/d to now-1m |"),
        ]
        for (schedule, text) in cases {
            #expect(Self.page("[rule]\nname = \"a\"\n\(schedule)\n").contains("| Schedule | \(text)"), "\(schedule)")
        }
    }

    @Test func needsNothingOfARule() {
        #expect(Self.page("").hasPrefix("# \n"))
        #expect(Self.page("[rule]\nthreat = [{}]\n").contains("# "))
    }
}

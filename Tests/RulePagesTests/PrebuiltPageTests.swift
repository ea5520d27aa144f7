import Foundation
import RulePages
import Rules
import TestSupport
import Testing

@Suite struct PrebuiltPageTests {
    static func page(_ text: String, release: String? = "8.4.1") -> String {
        PrebuiltPage.text(ElasticRuleReader.read(RuleSource.toml(text)), release: release, version: 3)
    }

    static func rule(_ path: String) throws -> Rule {
        let bytes = try Data(contentsOf: Shared.repository.appending(path: path))
        return ElasticRuleReader.read(try #require(RuleSource.documents(Array(bytes), path: path).first))
    }

    @Test func writesOurKeyVaultRule() throws {
        let text = try PrebuiltPage.text(
            Self.rule("rules/azure/azure-key-vault-modified.toml"), release: "8.4.1", version: 1)
        let golden = Golden.folder("page-prebuilt").appending(path: "azure-key-vault-modified.out.md")
        #expect(Golden.compare(golden, with: text) == [])
        let twin = try Self.rule("Tests/Fixtures/azure-key-vault-modified.yaml")
        #expect(PrebuiltPage.text(twin, release: "8.4.1", version: 1) == text)
    }

    /// Line ends at the seams: this is where byte equality is lost (reference: rule-page §2).
    @Test func endsSectionsAsThePublishedPagesDo() {
        let head = "[rule]\nname = \"a\"\nlicense = \"L\"\n"
        let threat = """
            [[rule.threat]]
            [rule.threat.tactic]
            id = "TA1"
            name = "T"
            reference = "https://x/"
            """
        let cases: [(String, String)] = [
            ("note = \"g\"\nquery = \"q\"", "\n\ng\n\n## Rule query [_rule_query_1]\n\n```js\nq\n```\n\n\n"),
            (
                "note = \"\"\nquery = \"q\"",
                "[_investigation_guide_1]\n\n\n\n## Rule query [_rule_query_1]\n\n```js\nq\n```\n\n\n"
            ),
            ("note = \"g\"", "[_investigation_guide_1]\n\ng\n\n"),
            (
                "note = \"g\"\n" + threat,
                "\n\ng\n**Framework**: MITRE ATT&CKTM\n\n* Tactic:\n\n    * Name: T\n    * ID: TA1\n    * Reference URL: [https://x/](https://x/)\n\n\n\n"
            ),
            (
                threat,
                "**Rule license**: L\n\n**Framework**: MITRE ATT&CKTM\n\n* Tactic:\n\n    * Name: T\n    * ID: TA1\n    * Reference URL: [https://x/](https://x/)\n\n\n"
            ),
            ("query = \"q\"", "**Rule license**: L\n\n## Rule query [_rule_query_1]\n\n```js\nq\n```\n\n\n"),
        ]
        for (body, end) in cases {
            let page = Self.page(head + body)
            #expect(page.hasSuffix(end), "\(body.debugDescription)\n\(page)")
        }
    }

    @Test func fillsInWhatIsAbsent() {
        let page = Self.page("[rule]\nname = \"a\"\n")
        for line in [
            "**Rule type**: None", "**Rule indices**: None", "**Runs every**: 5m",
            "**Searches indices from**: None ({{ref}}",
            "**Maximum alerts per execution**: 100", "**References**: None", "**Version**: 3", "**Rule license**: None",
        ] {
            #expect(page.contains("\n\n\(line)"), "\(line)")
        }
    }

    @Test func curvesApostrophesAndEmphasisesQuotedWords() {
        let cases: [(String, String)] = [
            ("it's", "it\u{2019}s"), ("the 'hidden' one", "the *hidden* one"), ("users' files", "users' files"),
            ("'BLOCKED', 'b c'.", "*BLOCKED*, *b c*."), ("don't 'x'", "don\u{2019}t *x*"), ("' a '", "' a '"),
            ("'", "'"),
            ("a:'b'", "a:'b'"), ("9's", "9\u{2019}s"),
        ]
        for (text, shown) in cases {
            let page = Self.page("[rule]\nname = \"n\"\ndescription = \"\"\"\n\(text)\n\"\"\"\n")
            #expect(page.contains("]\n\n\(shown)\n\n**Rule type**"), "\(text): \(page)")
        }
    }

    @Test func takesOneMarkFromDeepHeadingsOfTheGuide() {
        let page = Self.page(
            "[rule]\nname = \"n\"\nnote = \"\"\"## a  \n###  b\n#### c\n####### d\n###e\n- f\t\n\n\"\"\"\n")
        #expect(page.contains("\n\n## a\n##  b\n### c\n####### d\n###e\n- f\n\n"))
    }
}

import Diagnostics
import Documents
import Rules
import SourceText
import Testing

/// What a file is taken for.
@Suite struct InputKindTests {
    private func kind(_ text: String, _ path: String = "a.yml") -> InputKind {
        LoadedFile(SourceFile(path: path, text: text)).kind
    }

    @Test func rulesAreKnownByTheirTables() {
        #expect(kind("rule:\n  name: a\n") == .ruleFile)
        #expect(kind("[metadata]\nmaturity = \"production\"\n", "a.toml") == .ruleFile)
        #expect(kind("[rul]\nname = \"a\"\nquery = \"x\"\n", "a.toml") == .ruleFile)
        #expect(kind("{\"rule\": {\"name\": \"a\"}}", "a.json") == .ruleFile)
    }

    @Test func anObjectOfTheAPIIsAFlatRuleWhateverItIsWrittenIn() {
        let yaml = "name: a\ntype: query\nquery: x\nseverity: low\nactions: []\nexceptions: []\n"
        #expect(kind(yaml) == .kibana)
        #expect(kind("rule_id = \"a\"\nname = \"a\"\n", "a.toml") == .kibana)
        let file = LoadedFile(SourceFile(path: "a.yml", text: yaml))
        #expect(file.rules.map(\.rule.form) == [.body])
        #expect(file.rules.first?.rule.name?.text == "a")
    }

    @Test func aFlatRuleMayHaveTheMetadataOfRuleFiles() throws {
        let text = "rule_id = \"a\"\nname = \"a\"\n[metadata]\nmaturity = \"development\"\n"
        let rule = try #require(LoadedFile(SourceFile(path: "a.toml", text: text)).rules.first?.rule)
        #expect(rule.metadata.maturity?.text == "development")
        #expect(rule.entry("metadata") == nil)
    }

    @Test func whatLiesBesideRulesHasItsKind() {
        #expect(kind("title: a\nlogsource: {}\ndetection: {}\n") == .other(.sigma))
        #expect(kind("title: a\ncorrelation: {}\n---\ntitle: b\ndetection: {}\n") == .other(.sigma))
        #expect(kind("services: {}\n") == .other(.compose))
        #expect(kind("[project]\nname = \"a\"\n", "pyproject.toml") == .other(.pythonProject))
        #expect(kind("apiVersion: v1\nkind: Pod\nmetadata: {}\n") == .other(.kubernetes))
        #expect(kind("- a\n- b\n") == .other(.unknown))
        #expect(kind("[rule]\nid = \"a\"\nos_list = [\"linux\"]\n", "a.toml") == .other(.endpointRule))
    }

    @Test func ownFilesAreKnownByTheirNames() {
        for name in ["a.test.yaml", "rules/a.test.toml", "tenet.toml", "out/_bundle.toml"] {
            #expect(kind("", name).isOther, "\(name)")
        }
    }

    @Test func brokenAndEmptyTextIsARuleFile() {
        #expect(kind("services: [\n") == .ruleFile)
        #expect(kind("") == .ruleFile)
        #expect(kind("# nothing\n", "a.toml") == .ruleFile)
        #expect(kind("[project\nname = 1\n", "a.toml") == .ruleFile)
    }

    @Test func filesOfExceptionsHoldTheObjectsOfAnExport() throws {
        let text = """
            [metadata]
            list_name = "L"

            [[exceptions]]
            [exceptions.container]
            list_id = "l"
            name = "L"

            [[exceptions.items]]
            list_id = "l"
            item_id = "i"
            entries = []
            """
        let file = LoadedFile(SourceFile(path: "a.toml", text: text))
        #expect(file.kind == .exceptions)
        #expect(try #require(file.kibana).objects.map(\.kind) == [.exceptionList, .exceptionItem])
        #expect(file.rules.isEmpty)
    }

    @Test func aDocumentThatIsNoRuleIsReportedBesideRules() {
        let file = LoadedFile(SourceFile(path: "a.yml", text: "rule:\n  name: a\n---\nother: 1\n"))
        #expect(file.rules.map { $0.notARule?.id } == [nil, "not-a-rule"])
    }
}

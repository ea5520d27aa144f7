import Documents
import Rules
import SourceText
import TestSupport
import Testing

@Suite struct ElasticRuleReaderTests {
    static let text = """
        [metadata]
        creation_date = "2026/01/02"
        integration = "azure"
        maturity = "production"

        [rule]
        rule_id = "a1"
        name = "A rule"
        type = "query"
        risk_score = 47
        index = ["logs-*", "filebeat-*"]
        query = "a:1"
        language = "kuery"

        [[rule.threat]]
        framework = "MITRE ATT&CK"
        [rule.threat.tactic]
        id = "TA0006"
        [[rule.threat.technique]]
        id = "T1552"
        [[rule.threat.technique.subtechnique]]
        id = "T1552.001"
        """

    @Test func readsTypedMembersWithTheirPlaces() throws {
        let rule = ElasticRuleReader.read(RuleSource.toml(Self.text))
        #expect(rule.id?.text == "a1")
        #expect(rule.elastic.type?.value == .query)
        #expect(rule.riskScore?.value == 47)
        #expect(rule.elastic.index?.values == ["logs-*", "filebeat-*"])
        #expect(rule.metadata.integration?.values == ["azure"])
        #expect(rule.metadata.integration?.isWrittenAsList == false)
        let source = SourceFile(path: "rule.toml", text: Self.text)
        let name = try #require(rule.name)
        #expect(source.text(name.range) == #""A rule""#)
        #expect(source.text(name.keyRange) == "name")
        #expect(try source.text(#require(rule.elastic.index?.items.last).range) == #""filebeat-*""#)
    }

    @Test func readsThreatWithTechniquesBelowTactics() throws {
        let threat = try #require(ElasticRuleReader.read(RuleSource.toml(Self.text)).threat.first)
        #expect(threat.isAttack)
        #expect(threat.tactic?.id?.text == "TA0006")
        #expect(threat.techniques.map { $0.object.id?.text } == ["T1552"])
        #expect(threat.techniques.first?.subtechniques.map { $0.id?.text } == ["T1552.001"])
    }

    @Test func leavesOutMembersOfTheWrongType() {
        let rule = ElasticRuleReader.read(
            RuleSource.toml(
                """
                [rule]
                name = 5
                risk_score = "47"
                index = "logs-*"
                type = "no such type"
                tags = ["a", 1, "b"]
                """))
        #expect(rule.name == nil)
        #expect(rule.riskScore == nil)
        #expect(rule.elastic.index == nil)
        #expect(rule.elastic.type == nil)
        #expect(rule.tags?.values == ["a", "b"])
        #expect(rule.entry("name")?.value.integer == 5)
    }

    @Test func takesPlainYAMLScalarsAsTextWhereTextIsWanted() {
        let rule = ElasticRuleReader.read(
            RuleSource.yaml(
                """
                metadata:
                  min_stack_version: 8.10
                  creation_date: 2026-01-02
                rule:
                  name: no
                  risk_score: 21
                  tags: [1.10, off, yes]
                  note: ~
                """))
        #expect(rule.metadata.minStackVersion?.text == "8.10")
        #expect(rule.metadata.creationDate?.text == "2026-01-02")
        #expect(rule.name?.text == "no")
        #expect(rule.riskScore?.value == 21)
        #expect(rule.tags?.values == ["1.10", "off", "yes"])
        #expect(rule.elastic.note == nil)
    }

    @Test func readsARulePerDocument() {
        let text = "rule:\n  name: one\n---\nrule:\n  name: two\n"
        let rules = RuleSource.documents(Array(text.utf8), path: "rules.yaml").map { ElasticRuleReader.read($0) }
        #expect(rules.map { $0.name?.text } == ["one", "two"])
    }

    @Test func readsAnythingWithoutATrap() {
        for text in ["", "5", "rule: 5", "rule: [a]", "metadata: x\nrule:\n  threat: [1, {technique: 5}]", "- a"] {
            for document in RuleSource.documents(Array(text.utf8), path: "rule.yaml") {
                #expect(ElasticRuleReader.read(document).name == nil)
            }
        }
    }
}

import Diagnostics
import Documents
import Elastic
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

@Suite struct KibanaLossesTests {
    private func losses(
        _ text: String, _ path: String = "a.toml", as target: KibanaLosses.Target = .object,
        stack: StackVersion = .newest, all: Bool = false, asElasticBuilds: Bool = false
    ) throws -> [String] {
        let source = SourceFile(path: path, text: text)
        let rule = try #require(LoadedFile(source).rules.first?.rule)
        let bytes = Array(text.utf8)
        let items = KibanaLosses.items(of: rule, as: target, stack: stack, asElasticBuilds: asElasticBuilds)
        return items.filter { all || !$0.isLossByDesign }.map { item in
            let range = item.range
            return "\(item.lostPointer ?? "") \(String(decoding: bytes[range.start..<range.end], as: UTF8.self))"
        }.sorted()
    }

    @Test func unknownKeysAreTold() throws {
        let text = """
            top = 1
            [rule]
            type = "query"
            nmae = "x"
            anomaly_threshold = 5
            [[rule.threat]]
            [[rule.threat]]
            tactik = "y"
            """
        #expect(
            try losses(text) == [
                "/rule/anomaly_threshold 5", "/rule/nmae \"x\"", "/rule/threat/1/tactik \"y\"", "/top 1",
            ])
    }

    @Test func factsOfTheFileAreLostByDesign() throws {
        let text = "[metadata]\nmaturity = \"production\"\n[rule]\nname = \"a\"\n"
        #expect(try losses(text) == [])
        #expect(try losses(text, all: true) == ["/metadata/maturity \"production\""])
    }

    @Test func whatTheFileWritesInVainIsTold() throws {
        let text = """
            rule:
              note: see ${osquery_1}
              revision: 3
              license: null
              max_signals: .inf
              new_terms:
                field: new_terms_fields
                value: [a]
                history_window_start:
                  - {field: history_window_start, value: now-1d}
                  - {field: history_window_start, value: now-2d}
            transform:
              osquery:
                - {label: a, query: b}
                - {label: c, query: d}
              other: 1
            """
        #expect(
            try losses(text, "a.yaml") == [
                "/rule/license null", "/rule/max_signals .inf",
                "/rule/new_terms/history_window_start/1 {field: history_window_start, value: now-2d}",
                "/rule/revision 3", "/transform/osquery/0 {label: a, query: b}", "/transform/other 1",
            ])
    }

    @Test func aKeyThatTheStackLacksIsTold() throws {
        let text = """
            [rule]
            type = "query"
            setup = "x"
            investigation_fields = {field_names = ["a"]}
            alert_suppression = {group_by = ["a"]}
            """
        #expect(try losses(text, stack: StackVersion(8, 19)) == [])
        let found = ["/rule/alert_suppression {group_by = [\"a\"]}"]
        #expect(
            try losses(text, stack: StackVersion(8, 7)) == found + [
                "/rule/investigation_fields {field_names = [\"a\"]}"
            ])
        let document = try #require(RuleSource.documents(Array(text.utf8), path: "a.toml").first)
        let rule = ElasticRuleReader.read(document)
        let json = KibanaRule.json(rule, query: nil, stack: StackVersion(8, 10))
        #expect(json.text == #"{"alert_suppression":{"group_by":["a"]},"setup":"x","type":"query"}"#)
    }

    @Test func techniquesWithoutSuccessorAreTold() throws {
        let entry = { (technique: String) in
            """
            [[rule.threat]]
            framework = "MITRE ATT&CK"
            tactic = {id = "TA0005", name = "Defense Evasion", reference = "r"}
            technique = [\(technique)]

            """
        }
        let kept =
            #"{id = "T1070", name = "a", reference = "b", subtechnique = [{id = "T1070.099", name = "c", reference = "d"}]}"#
        let gone = #"{id = "T9999", name = "a", reference = "b"}"#
        #expect(
            try losses("[rule]\n" + entry(kept + ", " + gone), asElasticBuilds: true) == [
                #"/rule/threat/0/technique/0/subtechnique/0 {id = "T1070.099", name = "c", reference = "d"}"#,
                "/rule/threat/0/technique/1 \(gone)",
            ])
        // Nothing would be left: the rule keeps what it has.
        #expect(try losses("[rule]\n" + entry(gone), asElasticBuilds: true) == [])
        #expect(
            try losses("[rule]\n" + entry(kept + ", " + gone), stack: StackVersion(9, 4), asElasticBuilds: true) == [])
        // Only Elastic's build changes the ATT&CK version.
        #expect(try losses("[rule]\n" + entry(kept + ", " + gone)) == [])
    }

    @Test func whatAssetsLackIsTold() throws {
        let line = #"{"rule_id":"a","name":"b","type":"query","actions":[],"created_at":"x","a/b~c":1}"#
        #expect(
            try losses(line, "a.ndjson", as: .asset) == ["/actions []", "/a~1b~0c 1"])
        #expect(try losses(line, "a.ndjson", all: true) == ["/a~1b~0c 1", "/created_at \"x\""])
        #expect(try losses(line, "a.ndjson", as: .line, all: true) == ["/a~1b~0c 1"])
        #expect(try losses(line, "a.ndjson") == ["/a~1b~0c 1"])
    }
}

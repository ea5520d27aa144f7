import Diagnostics
import SourceText
import TestSupport
import Testing

@testable import Checks

/// Files that only exist to be slow or to trap.
@Suite struct HostileRuleTests {
    @Test func floodsOfFaultsAreTold() {
        let keys = (0..<3_000).map { "nmae\($0) = 1\n" }.joined()
        let fields = (0..<300).map { "event.actoin\($0):1" }.joined(separator: " or ")
        let techniques = (0..<300).map { "[[rule.threat.technique]]\nid = \"T9\($0)\"\n" }.joined()
        let text =
            "[metadata]\n[rule]\ntype = \"query\"\nlanguage = \"kuery\"\nindex = [\"logs-azure*\"]\n\(keys)"
            + "query = '\(fields)'\n[[rule.threat]]\nframework = \"MITRE ATT&CK\"\n\(techniques)"
        let findings = CheckRunner.lint(SourceFile(id: SourceID(0), path: "flood.toml", text: text)).findings
        #expect(findings.count { $0.id == "unknown-key" } == 3_000)
        #expect(findings.count { $0.id == "unknown-technique" } == 300)
    }

    /// Longer than any index can hold, with as many ancestors as are looked at, in every table of every stack.
    @Test func fieldsOfManyThousandBytesAreLookedUpInNoTable() {
        let (one, two) = (Self.lookUp(fieldOfParts: 50), Self.lookUp(fieldOfParts: 100))
        #expect(two.result.count { $0 == "unknown-field" } == 1, "\(two.result)")
        #expect(ProcessorTime.isLinear(one.time, two.time), "\(one.time), then \(two.time)")
    }

    private static func lookUp(fieldOfParts count: Int) -> (time: Duration, result: [String]) {
        let name = (0..<count).map { _ in String(repeating: "long_name", count: 250) }.joined(separator: ".")
        let text = """
            [metadata]
            min_stack_version = "8.14.0"
            integration = ["azure"]
            [rule]
            type = "query"
            language = "kuery"
            index = ["logs-azure.activitylogs-*"]
            query = '\(name):1'
            """
        let source = SourceFile(path: "long.toml", text: text)
        return ProcessorTime.of { CheckRunner.lint(source, CheckContext(profile: .strict)).findings.map(\.id) }
    }

    /// A value without a field is asked of thousands of fields: what is made of it is made once.
    @Test func aLongValueWithoutAFieldIsReadOnce() {
        let (one, two) = (Self.read(valueOfWords: 4_000), Self.read(valueOfWords: 8_000))
        #expect(two.result.contains("duplicate-value"), "\(two.result)")
        #expect(ProcessorTime.isLinear(one.time, two.time), "\(one.time), then \(two.time)")
    }

    private static func read(valueOfWords count: Int) -> (time: Duration, result: [String]) {
        let text = """
            [metadata]
            [rule]
            type = "query"
            language = "kuery"
            index = ["filebeat-*", "logs-aws.cloudtrail-*"]
            query = 'event.action:a and \(String(repeating: "long", count: count)) and event.action:a'
            """
        let source = SourceFile(path: "long.toml", text: text)
        return ProcessorTime.of { CheckRunner.lint(source).findings.map(\.id) }
    }

    @Test func aFileOfDocumentsThatAreNoRulesIsLeft() {
        let text = String(repeating: "---\n", count: 20_000)
        let findings = CheckRunner.lint(SourceFile(path: "empty.yaml", text: text)).findings
        #expect(findings.count { $0.id == "not-a-rule" } == 2_000)
        #expect(
            findings.filter { $0.id == "limit-exceeded" }.map(\.message) == [
                "the file has more than 2000 documents that are not rules; its documents from here on are not read"
            ])
    }

    /// Damaged exports: no trap, and places inside the file.
    @Test func damagedExportsAreRead() {
        let export = """
            {"rule_id": "a", "name": "A", "type": "threat_match", "threat_mapping": [{"entries": [{"field": "x", "type": \
            "mapping", "value": "y", "negate": true}]}], "alert_suppression": {"group_by": ["a"], "duration": {"value": 1}}}
            {"rule_id": "b", "name": "B", "type": "esql", "language": "esql", "query": "from a metadata _id | keep b | eval c=\"d\"", \
            "actions": [{"action_type_id": ".email", "id": "m", "params": {}, "frequency": {"throttle": null}}], \
            "response_actions": [{"action_type_id": ".endpoint", "params": {"command": "isolate"}}], "timeline_id": ""}
            {"list_id": "l", "item_id": "i", "entries": [{"type": "nested", "entries": [{"type": "match_any", "value": []}]}]}
            {"id": "m", "type": "action", "attributes": {"actionTypeId": ".email"}}
            {"type": "security-rule", "attributes": {"rule_id": "c", "new_terms_fields": ["a", "a"], "type": "new_terms"}}
            {"exported_count": 9223372036854775807, "exported_rules_count": -1, "missing_rules": [{}]}

            """
        let words = [
            "null", "{}", "[]", "\"\"", "{", "}", "\n", "attributes", "type", "-9223372036854775808", "\\u0000",
        ]
        let mutations = Mutations(seeds: [Array(export.utf8)], dictionary: words.map { Array($0.utf8) }, seed: 11)
        for index in 0..<1_500 {
            let bytes = mutations.input(index)
            for path in ["x.ndjson", "x.json"] {
                let source = SourceFile(id: SourceID(0), path: path, bytes: bytes)
                let findings = CheckRunner.lintAlone(source, CheckContext(profile: .strict)).findings
                let isInside = findings.allSatisfy { finding in
                    let range = finding.location.range
                    return range.start >= 0 && range.start <= range.end && range.end <= bytes.count
                }
                #expect(isInside, "\(index)")
            }
        }
    }

    @Test func hugeNumbersDoNotTrap() {
        for (key, value) in [
            ("interval", "\"9223372036854775807s\""), ("interval", "\"106751991167300d\""),
            ("from", "\"now-9223372036854775807s\""), ("from", "\"now-1s-9223372036854775807s\""),
            ("to", "\"now+9223372036854775807s\""), ("risk_score", "-9223372036854775808"),
            ("max_signals", "9223372036854775807"), ("risk_score", "9223372036854775807.0"), ("risk_score", "nan"),
        ] {
            let text = "[rule]\ntype = \"query\"\nfrom_ = 1\n\(key) = \(value)\n"
            let source = SourceFile(id: SourceID(0), path: "huge.toml", text: text)
            #expect(!CheckRunner.lint(source).findings.isEmpty, "\(key) = \(value)")
        }
    }
}

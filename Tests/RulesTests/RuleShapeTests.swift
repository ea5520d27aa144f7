import Documents
import Rules
import TestSupport
import Testing

@Suite struct RuleShapeTests {
    @Test func knowsWhichTypesHaveAKey() throws {
        let threshold = try #require(RuleShape.key(at: ["rule", "threshold"]))
        #expect(threshold.isKnown(for: .threshold) && threshold.isRequired(for: .threshold))
        #expect(!threshold.isKnown(for: .query) && !threshold.isRequired(for: .query))
        // Without a type nothing that only some types need is missing.
        #expect(threshold.isKnown(for: nil) && !threshold.isRequired(for: nil))
        let name = try #require(RuleShape.key(at: ["rule", "name"]))
        #expect(RuleType.allCases.allSatisfy { name.isRequired(for: $0) } && name.isRequired(for: nil))
        let query = try #require(RuleShape.key(at: ["rule", "query"]))
        #expect(query.isRequired(for: .eql) && !query.isKnown(for: .machineLearning))
        #expect(RuleShape.key(at: ["rule", "index"])?.isKnown(for: .esql) == false)
    }

    @Test func findsKeysBelowListsOfTables() {
        #expect(RuleShape.key(at: ["rule", "threat", "technique", "subtechnique", "id"])?.isRequired == true)
        #expect(RuleShape.key(at: ["transform", "investigate", "providers", "queryType"]) != nil)
        #expect(RuleShape.key(at: ["rule", "filters", "meta"]) == nil)
        #expect(RuleShape.key(at: ["rule", "nonsense"]) == nil)
    }

    @Test func namesNoKeyTwiceInATable() {
        func check(_ keys: [RuleShape.Key], _ path: String) {
            #expect(Set(keys.map(\.name)).count == keys.count, "\(path)")
            for key in keys { if let members = key.kind.members { check(members, "\(path).\(key.name)") } }
        }
        check(RuleShape.root, "")
    }

    @Test func tellsEntriesOutsideOfTheShape() {
        let rule = ElasticRuleReader.read(
            RuleSource.toml(
                """
                colour = "red"
                [metadata]
                author_mail = "x"
                extended = { anything = 1 }
                [rule]
                type = "query"
                naem = "A"
                filters = [{ meta = { free = true } }]
                anomaly_threshold = 50
                [[rule.threat]]
                framework = "MITRE ATT&CK"
                tactics = 1
                [[rule.threat.technique]]
                idd = "T1"
                """))
        let paths = rule.unknownEntries.map { $0.path.joined(separator: ".") }
        #expect(
            paths == [
                "colour", "metadata.author_mail", "rule.naem", "rule.anomaly_threshold", "rule.threat.tactics",
                "rule.threat.technique.idd",
            ])
        #expect(rule.unknownEntries.first { $0.entry.key == "naem" }?.known.contains { $0.name == "name" } == true)
    }
}

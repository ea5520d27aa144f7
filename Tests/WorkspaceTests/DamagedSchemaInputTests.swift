import Rules
import Schemas
import SourceText
import TestSupport
import Testing
import Values

@testable import Workspace

/// Damaged lists of fields and damaged rules: no trap, no loss, no long work.
@Suite struct DamagedSchemaInputTests {
    private static let runs = 300

    private let fieldSeeds = [
        #"{"i":{"mappings":{"properties":{"a":{"properties":{"b":{"type":"keyword","fields":{"t":{"type":"text"}}}}}}}}}"#,
        #"{"index_templates":[{"name":"n","index_template":{"index_patterns":["x-*"],"template":{"mappings":{}}}}]}"#,
        #"{"attributes":{"title":"x","fields":"[{\"name\":\"a\",\"type\":\"string\"}]"},"type":"index-pattern"}"#,
        "{\"tenet\":\"fields\",\"version\":1,\"index\":[\"a*\"]}\n{\"name\":\"a.b\",\"type\":\"long|ip\"}\n",
        "{\"a\":{\"b\":[1,2.5,\"x\"]},\"@timestamp\":\"2026-01-01\"}\n{\"a.b\":true,\"c\":{}}\n",
        #"{"indices":["i"],"fields":{"a":{"keyword":{"searchable":true}}}}"#,
        "- name: a\n  type: group\n  reusable:\n    expected: [b, {at: c, as: d}]\n  fields:\n    - name: x\n      multi_fields: [{name: t, type: text}]\n",
    ].map { Array($0.utf8) }

    @Test func fieldListsAreReadOrRefusedAndWrittenListsAreReadAgain() throws {
        let mutations = Mutations(seeds: fieldSeeds, dictionary: FuzzTarget.json.dictionary, seed: 7)
        for index in 0..<Self.runs {
            let input = mutations.input(index)
            guard UTF8Validation.firstInvalidOffset(in: input) == nil else { continue }
            let file = SourceFile(id: SourceID(0), path: index.isMultiple(of: 2) ? "f.json" : "f.yml", bytes: input)
            guard let loaded = try? FieldSource.read(file) else { continue }
            let text = CustomFieldLines.write(loaded.fields)
            guard !loaded.fields.sources.isEmpty else { continue }
            let again = try FieldSource.read(SourceFile(id: SourceID(0), path: "own.ndjson", bytes: text))
            #expect(CustomFieldLines.write(again.fields) == text, "input \(index)")
        }
    }

    /// What a migration writes has no syntax error and settles; what is broken stays as it is.
    @Test func damagedRulesAreMigratedOrLeft() {
        let rules = FuzzTarget.toml.seeds().filter { String(decoding: $0, as: UTF8.self).contains("rule.threat") }
        let yaml = FuzzTarget.yaml.seeds().filter { String(decoding: $0, as: UTF8.self).contains("threat:") }
        let ids = ["T1562", "T1562.004", "T1574", "T1070.001", "T1656", "TA0005", "TA0112", "T1685", "T1404", "TA0100"]
        let words =
            ids + [
                "\n[[rule.threat]]\n", "\n[[rule.threat.technique]]\n", "\n[rule.threat.tactic]\n", "# c\n",
                "id = \"T1222\"\n",
            ]
        let dictionary = FuzzTarget.toml.dictionary + words.map { Array($0.utf8) }
        for (seeds, path) in [(rules, "r.toml"), (yaml, "r.yaml")] where !seeds.isEmpty {
            let mutations = Mutations(seeds: seeds, dictionary: dictionary, seed: 11)
            for index in 0..<Self.runs {
                let source = SourceFile(id: SourceID(0), path: path, bytes: mutations.input(index))
                for version in AttackMatrix.Version.allCases {
                    let made = ThreatMigration.rewrite(source, to: version)
                    #expect(!made.isBroken, "input \(index) of \(path) to \(version.rawValue)")
                }
            }
        }
    }
}

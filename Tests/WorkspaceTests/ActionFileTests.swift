import Elastic
import Foundation
import Schemas
import SourceText
import TestSupport
import Testing
import Workspace

/// Actions that are in files of their own, as Elastic's repository keeps them.
@Suite struct ActionFileTests {
    private static func rule(_ id: String, _ more: String = "") -> String {
        """
        [rule]
        name = "\(id)"
        description = "d"
        rule_id = "\(id)"
        risk_score = 21
        severity = "low"
        type = "query"
        language = "kuery"
        query = "process.name:a"
        index = ["logs-*"]
        \(more)
        """
    }

    private static func action(_ table: String, message: String) -> String {
        """
        [[\(table)]]
        action_type_id = ".slack"
        group = "default"
        id = "c1"
        [\(table).params]
        message = "\(message)"
        """
    }

    private func actions(_ folder: ScratchFolder, _ format: KibanaConversion.Format) -> [String: JSONValue] {
        let loaded = RuleLoader.load([folder.url.path])
        let result = RuleConverter(KibanaConversion(format, stack: .newest)).convert(loaded)
        let lines = result.text.split(separator: "\n").compactMap { JSONValue(json: String($0)) }
        let rules = lines.compactMap { line in line["rule_id"]?.string.map { ($0, line["actions"] ?? .null) } }
        return Dictionary(uniqueKeysWithValues: rules)
    }

    @Test func theyJoinTheActionsOfTheirRules() throws {
        let folder = try ScratchFolder()
        try folder.write("rules/a.toml", Self.rule("a"))
        try folder.write("rules/b.toml", Self.rule("b", Self.action("rule.actions", message: "own")))
        try folder.write("rules/c.toml", Self.rule("c"))
        try folder.write(
            "actions/x.toml",
            """
            [metadata]
            creation_date = "2024/07/10"
            updated_date = "2024/07/10"
            rule_ids = ["a", "b", "not-here"]
            rule_names = ["a", "b", "z"]

            """ + Self.action("actions", message: "own") + "\n" + Self.action("actions", message: "more"))
        for format in [KibanaConversion.Format.ndjson, .kibana] {
            let found = actions(folder, format)
            // The rule of the file with the same action has it once.
            #expect(found["a"]?.text == found["b"]?.text, "\(format)")
            #expect(
                found["a"]?.text
                    == #"[{"action_type_id":".slack","group":"default","id":"c1","params":{"message":"own"}},"#
                    + #"{"action_type_id":".slack","group":"default","id":"c1","params":{"message":"more"}}]"#,
                "\(format)")
            #expect(found["c"] == .null)
        }
    }

    @Test func aSingleRuleMayBeNamed() throws {
        let folder = try ScratchFolder()
        try folder.write("a.toml", Self.rule("a"))
        try folder.write(
            "x.toml", "[metadata]\nrule_id = \"a\"\n\n" + Self.action("actions", message: "one"))
        #expect(actions(folder, .ndjson)["a"]?.text.contains("\"one\"") == true)
        #expect(actions(folder, .asset)["a"] == nil)
    }
}

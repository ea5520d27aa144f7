import Documents
import Elastic
import Rules
import SourceText
import TestSupport
import Testing

@Suite struct KibanaImportFileTests {
    private func value(_ text: String) throws -> JSONValue { try #require(JSONValue(json: text)) }

    private func lines(_ file: KibanaImportFile.File) -> [JSONValue] {
        String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").compactMap { JSONValue(json: String($0)) }
    }

    private func rule(_ id: String, list: String? = nil, connector: String? = nil) throws -> KibanaImportFile.RuleLine {
        let lists = list.map { #","exceptions_list":[{"id":"x","list_id":"\#($0)"}]"# } ?? ""
        let actions = connector.map { #","actions":[{"id":"\#($0)"}]"# } ?? ""
        return KibanaImportFile.RuleLine(try value(#"{"rule_id":"\#(id)"\#(lists)\#(actions)}"#))
    }

    private func object(_ kind: KibanaInput.Kind, _ text: String) throws -> KibanaImportFile.Object {
        KibanaImportFile.Object(kind, try value(text))
    }

    @Test func endsWithTheCountsOfItsRules() throws {
        let files = KibanaImportFile.files([try rule("a"), try rule("b")], [])
        #expect(files.count == 1 && files[0].bytes.last == UInt8(ascii: "\n") && files[0].ruleCount == 2)
        let lines = lines(files[0])
        #expect(lines.map { $0["rule_id"] } == [.string("a"), .string("b"), nil])
        let trailer = try #require(lines.last)
        #expect(trailer["exported_count"] == .integer(2) && trailer["exported_rules_count"] == .integer(2))
        guard case .object(let members) = trailer else { return }
        #expect(members.count == 15)
        // Each list of what is missing is as long as its count says.
        for member in members where member.name.hasPrefix("missing_") && !member.name.hasSuffix("_count") {
            #expect(member.value == .array([]))
            let count = member.name == "missing_action_connections" ? "missing_action_connection" : member.name
            #expect(trailer["\(count)_count"] == .integer(0), "\(member.name)")
        }
    }

    @Test func isATrailerAloneWithoutRules() {
        let files = KibanaImportFile.files([], [])
        #expect(files.count == 1 && lines(files[0]).count == 1 && files[0].ruleCount == 0)
    }

    @Test func whatRulesNameStandsBehindThemInEveryFile() throws {
        let rules = [
            try rule("a", list: "L"), try rule("b", connector: "C"), try rule("c", list: "L", connector: "C"),
        ]
        let objects = [
            try object(.connector, #"{"id":"C","attributes":{"actionTypeId":".email"}}"#),
            try object(.exceptionList, #"{"list_id":"L","type":"detection"}"#),
            try object(.exceptionItem, #"{"list_id":"L","item_id":"i","entries":[]}"#),
            try object(.exceptionList, #"{"list_id":"other","type":"detection"}"#),
            // The same again, as a second export has it.
            try object(.exceptionList, #"{"list_id":"L","type":"detection"}"#),
        ]
        let whole = KibanaImportFile.files(rules, objects)
        #expect(whole.count == 1)
        let order = lines(whole[0]).map { $0["rule_id"] ?? $0["item_id"] ?? $0["list_id"] ?? $0["id"] }
        #expect(order == ["a", "b", "c", "L", "i", "other", "C", nil].map { $0.map { .string($0) } })
        let counts = try #require(lines(whole[0]).last)
        #expect(counts["exported_count"] == .integer(7))
        #expect(counts["exported_exception_list_count"] == .integer(2))
        #expect(counts["exported_exception_list_item_count"] == .integer(1))
        #expect(counts["exported_action_connector_count"] == .integer(1))

        let apart = KibanaImportFile.files(rules, objects, .init(objects: 2))
        // A list with its item fills what two exceptions may take: the list of no rule goes on to a third file.
        #expect(apart.map(\.ruleCount) == [2, 1, 0])
        #expect(apart.allSatisfy { !$0.isOverLimit })
        for file in apart {
            let found = lines(file)
            let named = found.flatMap { line -> [JSONValue] in
                ["exceptions_list", "actions"].flatMap { name -> [JSONValue] in
                    guard case .array(let items)? = line[name] else { return [] }
                    return items.compactMap { $0["list_id"] ?? $0["id"] }
                }
            }
            let there = Set(found.compactMap { $0["rule_id"] == nil ? $0["list_id"] ?? $0["id"] : nil })
            #expect(named.allSatisfy(there.contains))
        }
        let all = apart.flatMap { lines($0) }
        #expect(all.count { $0["list_id"] == .string("other") && $0["type"] != nil } == 1)
    }

    @Test func filesKeepBelowTheBytes() throws {
        let rules = try (0..<50).map { try rule("rule-\($0)-" + String(repeating: "x", count: 200)) }
        let limits = KibanaImportFile.Limits(bytes: 4096)
        let files = KibanaImportFile.files(rules, [], limits)
        #expect(files.count > 2 && files.reduce(0) { $0 + $1.ruleCount } == 50)
        #expect(files.allSatisfy { $0.bytes.count <= 4096 && !$0.isOverLimit })
        #expect(files.flatMap { lines($0) }.compactMap { $0["rule_id"]?.text }.count == 50)
        // What cannot be made smaller is written and said to be too large.
        let large = KibanaImportFile.files(rules, [], .init(bytes: 100))
        #expect(large.count == 50 && large.allSatisfy { $0.isOverLimit && $0.ruleCount == 1 })
    }
}

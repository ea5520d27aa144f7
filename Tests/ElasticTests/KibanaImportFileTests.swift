import Documents
import Elastic
import SourceText
import TestSupport
import Testing

@Suite struct KibanaImportFileTests {
    @Test func endsWithTheCountsOfItsRules() throws {
        let rules = [JSONValue(json: #"{"rule_id":"a"}"#), JSONValue(json: #"{"rule_id":"b"}"#)].compactMap { $0 }
        let text = KibanaImportFile.text(rules)
        #expect(text.utf8.last == UInt8(ascii: "\n"))
        let lines = text.split(separator: "\n").compactMap { JSONValue(json: String($0)) }
        #expect(lines.count == 3)
        #expect(Array(lines.dropLast()) == rules)
        let trailer = try #require(lines.last)
        #expect(trailer["exported_count"] == .integer(2) && trailer["exported_rules_count"] == .integer(2))
        guard case .object(let members) = trailer else { return }
        // Each list of what is missing is as long as its count says.
        for member in members where member.name.hasPrefix("missing_") && !member.name.hasSuffix("_count") {
            #expect(member.value == .array([]))
            let count = member.name == "missing_action_connections" ? "missing_action_connection" : member.name
            #expect(trailer["\(count)_count"] == .integer(0), "\(member.name)")
        }
    }

    @Test func isATrailerAloneWithoutRules() {
        #expect(KibanaImportFile.text([]).split(separator: "\n").count == 1)
    }
}

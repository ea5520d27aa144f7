import Documents
import Foundation
import Machine
import Queries
import Schemas
import TestSupport
import Testing

@testable import Compiler

/// KQL on events: every row of the oracle's `kql/exec.ndjson` through compiler and matcher.
@Suite struct MatcherExecutionTests {
    struct Row: Decodable {
        var name: String
        var mapping: [String: String]
        var query: String
        var ids: [String]
        var why: String
    }

    // Needs ../shared (or $TENET_SHARED); skipped with a message without it.
    @Test(.enabled(if: Shared.file("oracle/kql/exec.ndjson") != nil))
    func everyRowFindsItsEvents() throws {
        let url = try #require(Shared.file("oracle/kql/exec.ndjson"))
        let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
        #expect(lines.count >= 147)
        for line in lines {
            let row = try JSONDecoder().decode(Row.self, from: Data(line.utf8))
            let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            let events = try #require(object["events"] as? [[String: Any]])
            let mapping = FieldMapping(row.mapping)
            let expr = KQL.lower(KQL.parse(row.query), fields: mapping).expr
            let program = RuleCompiler.compile(query: expr)
            let decoded = try Program(decoding: program.encoded())
            var matcher = Matcher(decoded)
            var ids: [String] = []
            for event in events {
                var buffer = EventBuffer()
                buffer.append(Array(try JSONSerialization.data(withJSONObject: event)))
                #expect(matcher.match(buffer, 0..<buffer.count) == nil)
                if !matcher.matches.isEmpty { ids.append(try #require(event["_id"] as? String)) }
            }
            #expect(ids == row.ids, "\(row.name): \(row.query) (\(row.why))")
        }
    }
}

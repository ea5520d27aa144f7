import Foundation
import Queries
import Schemas
import TestSupport
import Testing

/// Queries over events with the ids that they find, written by hand from the rules of KQL; skipped without the shared
/// folder. The reference evaluator is held to them, so that it can judge the program.
@Suite(.enabled(if: Shared.file("oracle/kql/exec.ndjson") != nil, "no shared oracle here"))
struct KQLExecutionTests {
    @Test func referenceEvaluatorFindsWhatTheOracleSays() throws {
        let rows = Shared.file("oracle/kql/exec.ndjson").map(Shared.jsonLines) ?? []
        #expect(rows.count > 100)
        for row in rows {
            guard let name = row["name"] as? String, let query = row["query"] as? String,
                let mapping = row["mapping"] as? [String: String], let events = row["events"] as? [[String: Any]],
                let ids = row["ids"] as? [String]
            else {
                Issue.record("a row of another shape")
                continue
            }
            let tree = KQL.parse(query)
            #expect(tree.issues.isEmpty, "\(name)")
            let evaluator = ReferenceEvaluator(KQL.lower(tree, fields: FieldMapping(mapping)).expr)
            #expect(evaluator.refusal == nil, "\(name)")
            let found = try events.compactMap { event -> String? in
                let json = try JSONSerialization.data(withJSONObject: event)
                let read = try #require(ReferenceEvent(json: String(decoding: json, as: UTF8.self)))
                return evaluator.matches(read) ? event["_id"] as? String : nil
            }
            #expect(found == ids, "\(name): \(query)")
        }
    }
}

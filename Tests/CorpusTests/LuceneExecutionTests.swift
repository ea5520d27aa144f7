import Compiler
import Foundation
import Queries
import Schemas
import TestSupport
import Testing

/// Queries over events with the ids that they find, written by hand from the rules of Lucene; skipped without the shared
/// folder. The reference evaluator is held to them, so that it can judge the program.
@Suite(.enabled(if: Shared.file("oracle/lucene/exec.ndjson") != nil, "no shared oracle here"))
struct LuceneExecutionTests {
    @Test func referenceEvaluatorFindsWhatTheOracleSays() throws {
        let rows = Shared.file("oracle/lucene/exec.ndjson").map(Shared.jsonLines) ?? []
        #expect(rows.count > 50)
        for row in rows {
            let query = try #require(row["query"] as? String)
            let mapping = try #require(row["mapping"] as? [String: String])
            let events = try #require(row["events"] as? [[String: Any]])
            let joining = (row["default_operator"] as? String).flatMap { Lucene.DefaultOperator(rawValue: $0) } ?? .or
            let tree = Lucene.parse(query, defaultOperator: joining)
            let lowered = Lucene.lower(tree, defaultOperator: joining, fields: FieldMapping(mapping))
            #expect(lowered.issues.isEmpty, "\(query): \(lowered.issues)")
            let evaluator = ReferenceEvaluator(lowered.expr)
            #expect(evaluator.refusal == nil, "\(query)")
            let found = try events.compactMap { event -> String? in
                let json = try JSONSerialization.data(withJSONObject: event)
                let read = try #require(ReferenceEvent(json: String(decoding: json, as: UTF8.self)))
                return evaluator.matches(read) ? event["_id"] as? String : nil
            }
            #expect(found == row["ids"] as? [String], "\(query)")
        }
    }
}

import Diagnostics
import Foundation
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// The oracles' queries in other languages find the events that they find themselves; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/lucene/exec.ndjson") != nil, "no shared oracle here"))
struct TranslationOracleTests {
    @Test(arguments: ["kql", "lucene"])
    func translationsFindWhatTheOracleSays(_ language: String) throws {
        let rows = Shared.file("oracle/\(language)/exec.ndjson").map(Shared.jsonLines) ?? []
        #expect(rows.count > 50)
        var counts: [QueryLanguage: Int] = [:]
        for row in rows {
            let text = try #require(row["query"] as? String)
            let fields = FieldMapping(try #require(row["mapping"] as? [String: String]))
            let events = try #require(row["events"] as? [[String: Any]])
            let joining = (row["default_operator"] as? String).flatMap { Lucene.DefaultOperator(rawValue: $0) } ?? .or
            let query: SourceQuery =
                language == "kql"
                ? .kql(KQL.parse(text)) : .lucene(Lucene.parse(text, defaultOperator: joining), joining)
            for target in QueryLanguage.allCases {
                let translation = query.translated(to: target, fields: fields)
                guard let output = translation.output else {
                    #expect(!translation.findings.isEmpty, "\(text)")
                    for issue in translation.findings {
                        #expect(issue.range.end <= text.utf8.count && !issue.message.isEmpty, "\(text): \(issue)")
                    }
                    continue
                }
                // Reads with its own default operator.
                if target == .dsl, language == "lucene", joining == .and { continue }
                counts[target, default: 0] += 1
                let expr = try #require(TranslatedText.expr(output, target, fields), "\(text) → \(output)")
                let evaluator = ReferenceEvaluator(expr)
                let found = try events.compactMap { event -> String? in
                    let json = try JSONSerialization.data(withJSONObject: event)
                    let read = try #require(ReferenceEvent(json: String(decoding: json, as: UTF8.self)))
                    return evaluator.matches(read) ? event["_id"] as? String : nil
                }
                #expect(found == row["ids"] as? [String], "\(text) → \(output)")
            }
        }
        for target in QueryLanguage.allCases {
            #expect(
                counts[target, default: 0] > rows.count / 4, "\(target): \(counts[target, default: 0]) of \(rows.count)"
            )
        }
    }
}

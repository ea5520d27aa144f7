import Foundation
import Queries
import SourceText
import TestSupport
import Testing

/// Trees and places of errors from a port of Lucene's own grammar; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/lucene/cases.ndjson") != nil, "no shared oracle here"))
struct LuceneOracleTests {
    private var rows: [[String: Any]] { Shared.file("oracle/lucene/cases.ndjson").map(Shared.jsonLines) ?? [] }

    private func parsed(_ row: [String: Any]) throws -> LuceneQuery {
        let query = try #require(row["query"] as? String)
        let joining = (row["default_operator"] as? String).flatMap { Lucene.DefaultOperator(rawValue: $0) }
        return Lucene.parse(query, defaultOperator: joining ?? .or)
    }

    @Test func acceptsRefusesAndPointsAsLuceneDoes() throws {
        #expect(rows.count > 200)
        for row in rows {
            let query = try parsed(row)
            let issue = query.issues.first
            #expect(
                (issue == nil) == (row["valid"] as? Bool), "\(query.text.debugDescription): \(issue?.message ?? "")")
            guard let issue, let offset = row["error_offset"] as? Int else { continue }
            #expect(issue.offset == offset, "\(query.text.debugDescription): \(issue.message)")
        }
    }

    @Test func readsTheTreeThatLuceneReads() throws {
        for row in rows where row["valid"] as? Bool == true {
            let query = try parsed(row)
            let text = Lucene.treeJSON(query).text
            let tree = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? NSDictionary
            #expect(tree?.isEqual(row["tree"]) == true, "\(query.text.debugDescription): \(text)")
        }
    }
}

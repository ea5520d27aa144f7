import Diagnostics
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

    /// Every case and what mutations make of its text: the tree's own text gives the tree again.
    @Test func printedTextGivesTheTreeAgain() throws {
        let seeds = try rows.map { Array(try parsed($0).text.utf8) }
        let mutations = Mutations(seeds: seeds, dictionary: seeds, seed: 31)
        var texts = try rows.map { try parsed($0).text }
        texts += (0..<20_000).map { String(decoding: mutations.input($0), as: UTF8.self) }
        var count = 0
        for text in texts {
            for joining in Lucene.DefaultOperator.allCases {
                guard let root = Lucene.parse(text, defaultOperator: joining).root else { continue }
                let again = Lucene.print(root, defaultOperator: joining)
                // With words for its operators a long list can be longer than a query may be.
                guard again.utf8.count <= Lucene.maximumBytes else { continue }
                count += 1
                let tree = Lucene.parse(again, defaultOperator: joining).root
                #expect(tree?.withoutRanges == root.withoutRanges, "\(text.debugDescription): \(again)")
            }
        }
        #expect(count > 5_000)
    }
}

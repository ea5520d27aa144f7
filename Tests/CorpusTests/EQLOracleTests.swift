import Diagnostics
import Foundation
import Queries
import Schemas
import SourceText
import TestSupport
import Testing

/// Elasticsearch's verdict on 2,009 queries; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/eql/parse.ndjson.gz") != nil, "no shared oracle here"))
struct EQLOracleTests {
    private static let cases: [(query: String, isValid: Bool, note: String)] = {
        guard let file = Shared.file("oracle/eql/parse.ndjson.gz") else { return [] }
        return Shared.jsonLines(file).compactMap { row in
            guard let query = row["query"] as? String, let valid = row["valid"] as? Bool else { return nil }
            return (query, valid, row["note"] as? String ?? "")
        }
    }()

    @Test func acceptsAndRefusesWhatElasticsearchDoes() {
        #expect(Self.cases.count > 2_000)
        for row in Self.cases {
            let issues = EQL.parse(row.query).issues
            #expect(
                issues.isEmpty == row.isValid, "\(row.query.debugDescription): \(issues.first?.message ?? row.note)")
        }
    }

    @Test func readsBackWhatItPrints() {
        for row in Self.cases where row.isValid {
            let query = EQL.parse(row.query)
            let text = EQL.print(query)
            let again = EQL.parse(text)
            #expect(again.issues.isEmpty, "\(row.query.debugDescription) → \(text.debugDescription)")
            #expect(again.statement?.withoutRanges == query.statement?.withoutRanges, "\(row.query) → \(text)")
            #expect(again.pipes.map(\.withoutRanges) == query.pipes.map(\.withoutRanges), "\(row.query) → \(text)")
            #expect(EQL.print(again) == text)
        }
    }

    /// Places are in the query, and a refusal tells one.
    @Test func tellsPlacesInsideTheQuery() {
        for row in Self.cases {
            let whole = ByteRange(0, row.query.utf8.count)
            for issue in EQL.parse(row.query).issues {
                #expect(whole.contains(issue.range) && issue.offset <= whole.end, "\(row.query): \(issue)")
                #expect(!issue.message.isEmpty)
            }
        }
    }
}

/// Refusals after the parser, with types given by the case.
@Suite(.enabled(if: Shared.file("oracle/eql/check.ndjson") != nil, "no shared oracle here"))
struct EQLCheckOracleTests {
    @Test func refusesWhatElasticsearchDoes() throws {
        let rows = Shared.jsonLines(try #require(Shared.file("oracle/eql/check.ndjson")))
        #expect(rows.count > 70)
        for row in rows {
            guard let text = row["query"] as? String, let types = row["fields"] as? [String: String],
                let isAccepted = row["ok"] as? Bool
            else { continue }
            let query = EQL.parse(text)
            let fields = FieldMapping(types)
            // A number beside a text is a fault to a linter only: the engine runs it and finds nothing.
            let issues = (query.issues + EQL.check(query, fields: fields)).blocking(.search)
            #expect(issues.isEmpty == isAccepted, "\(text): \(issues.map(\.message)) \(row["error"] ?? "")")
        }
    }
}

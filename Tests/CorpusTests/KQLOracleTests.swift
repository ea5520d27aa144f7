import Diagnostics
import Foundation
import Queries
import SourceText
import TestSupport
import Testing

/// Kibana's own answers to 2 457 queries; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/kql/cases.ndjson.gz") != nil, "no shared oracle here"))
struct KQLOracleTests {
    struct Case {
        var query: String
        var isValid: Bool
        /// Bytes of UTF-8; nil where the query is valid.
        var errorOffset: Int?
    }

    static let cases: [Case] = {
        guard let file = Shared.file("oracle/kql/cases.ndjson.gz") else { return [] }
        return Shared.jsonLines(file).compactMap { row in
            guard let query = row["query"] as? String, let valid = row["valid"] as? Bool else { return nil }
            return Case(query: query, isValid: valid, errorOffset: row["error_offset_utf8"] as? Int)
        }
    }()

    @Test func acceptsAndRefusesWhatKibanaDoes() {
        #expect(Self.cases.count > 2_000)
        for row in Self.cases {
            let issues = KQL.parse(row.query).issues
            #expect(issues.isEmpty == row.isValid, "\(row.query.debugDescription): \(issues.first?.message ?? "")")
        }
    }

    @Test func reportsTheOffsetThatKibanaReports() {
        for row in Self.cases {
            guard let offset = row.errorOffset, let issue = KQL.parse(row.query).issues.first else { continue }
            #expect(issue.offset == offset, "\(row.query.debugDescription): \(issue.message)")
        }
    }

    @Test func readsBackWhatItPrints() {
        for row in Self.cases where row.isValid {
            guard let root = KQL.parse(row.query).root else { continue }
            let text = KQL.print(root)
            let again = KQL.parse(text)
            #expect(again.issues.isEmpty, "\(row.query.debugDescription) → \(text.debugDescription)")
            #expect(again.root?.withoutRanges == root.withoutRanges, "\(row.query.debugDescription) → \(text)")
        }
    }

    /// The oracle's tree of each query is seen in the query that Kibana makes of it.
    @Test func translatesAsKibanaDoes() throws {
        let rows = Shared.file("oracle/kql/cases.ndjson.gz").map(Shared.jsonLines) ?? []
        for row in rows {
            guard row["valid"] as? Bool == true, let query = row["query"] as? String, let dsl = row["dsl"] else {
                continue
            }
            let made = KQL.queryDSL(KQL.parse(query)).text
            let read = try JSONSerialization.jsonObject(with: Data(made.utf8))
            #expect((read as? NSDictionary)?.isEqual(dsl) == true, "\(query.debugDescription): \(made)")
        }
    }
}

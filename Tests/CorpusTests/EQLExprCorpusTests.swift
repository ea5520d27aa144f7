import Diagnostics
import Documents
import Foundation
import Queries
import Rules
import SourceText
import TestSupport
import Testing

/// The IR of published EQL rules; skipped without the shared folder.
@Suite struct EQLExprCorpusTests {
    private static let rules = Shared.file("corpus/elastic/rules")

    /// Each query of single events and each stage of a sequence or sample has an expression in which nothing is opaque.
    @Test(.enabled(if: rules != nil, "no shared corpus here"))
    func everyRuleLowers() throws {
        let root = try #require(Self.rules)
        var (rules, stages, scripts) = (0, 0, 0)
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) where path.hasSuffix(".toml") {
            let bytes = Array(try Data(contentsOf: root.appending(path: path)))
            let source = SourceFile(id: SourceID(0), path: path, bytes: bytes)
            guard let document = DocumentReader.read(source).documents.first else { continue }
            let rule = ElasticRuleReader.read(document)
            guard rule.elastic.language?.text == "eql" else { continue }
            let query = try #require(rule.parsedQuery(), "\(path)")
            let statement = try #require(query.tree.eql?.statement, "\(path)")
            #expect(query.tree.issues.isEmpty, "\(path): \(query.tree.issues.map(\.message))")
            #expect(query.exprs.count == statement.filters.count, "\(path)")
            #expect((query.expr == nil) == (statement.series != nil), "\(path)")
            rules += 1
            stages += query.exprs.count
            for (expr, filter) in zip(query.exprs, statement.filters) {
                #expect(filter.range.contains(expr.span(of: expr.root)), "\(path)")
                for node in expr.nodes {
                    if case .opaque(let part) = node {
                        Issue.record("\(path): `\(part.text)` is opaque: \(part.reason)")
                    }
                }
                if expr.firstScript != nil { scripts += 1 }
            }
        }
        #expect(rules > 600 && stages > rules && scripts > 10)
        print("EQL in the corpus: \(rules) rules, \(stages) conditions, \(scripts) of them with a script")
    }
}

import Diagnostics
import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// The layout of Elastic's own rule files; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("corpus/elastic/rules") != nil, "no rule corpus beside the checkout"))
struct LayoutCorpusTests {
    private static func rules() throws -> [(path: String, bytes: [UInt8])] {
        try ["rules", "rules_building_block"].flatMap { name in
            let folder = try #require(Shared.file("corpus/elastic/\(name)"))
            let files = (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String]) ?? []
            return try files.filter { $0.hasSuffix(".toml") }.sorted().map { path in
                ("\(name)/\(path)", Array(try Data(contentsOf: folder.appending(path: path))))
            }
        }
    }

    private static func json(_ bytes: [UInt8]) -> JSONValue? {
        guard let document = RuleSource.documents(bytes, path: "a.toml").first else { return nil }
        let rule = ElasticRuleReader.read(document)
        return KibanaRule.json(rule, query: rule.parsedQuery(), stack: .newest)
    }

    /// Lines that are in only one of two texts, as a multiset.
    private static func changedLines(_ old: [UInt8], _ new: [UInt8]) -> Int {
        var counts: [ArraySlice<UInt8>: Int] = [:]
        for line in old.split(separator: 0x0A, omittingEmptySubsequences: false) { counts[line, default: 0] += 1 }
        for line in new.split(separator: 0x0A, omittingEmptySubsequences: false) { counts[line, default: 0] -= 1 }
        return counts.values.reduce(0) { $0 + abs($1) }
    }

    /// Nearly all files keep what they mean, and most all of their lines: they come from a writer with the same order.
    @Test func shippedRulesKeepTheirMeaningAndMostOfTheirLines() throws {
        let rules = try Self.rules()
        #expect(rules.count > 1_300)
        var unchanged = 0
        var nearly = 0
        for (path, bytes) in rules {
            switch LayoutChecker.layout(of: bytes, .toml) {
            case .unchanged: unchanged += 1
            case .changed(let text):
                if Self.changedLines(bytes, text) <= 4 { nearly += 1 }
                #expect(Self.json(text) == Self.json(bytes), "\(path)")
                guard case .unchanged = LayoutChecker.layout(of: text, .toml) else {
                    Issue.record("\(path) does not settle")
                    continue
                }
            case .broken(let findings): Issue.record("\(path): \(findings.map(\.message))")
            case .unproven(let difference): Issue.record("\(path): \(difference.text)")
            }
        }
        #expect(unchanged > rules.count / 3, "\(unchanged) unchanged")
        #expect(unchanged + nearly > rules.count * 3 / 4, "\(unchanged) unchanged, \(nearly) nearly")
    }

    @Test(arguments: [("corpus/toml-test/valid", "toml"), ("corpus/yaml-test-suite", "yaml")])
    func filesOfTheTestSuitesKeepWhatTheySay(_ folder: String, _ ending: String) throws {
        let url = try #require(Shared.file(folder))
        let syntax: DocumentSyntax = ending == "toml" ? .toml : .yaml
        let inputs = FuzzSeeds.files(in: url, [ending])
        #expect(inputs.count > 200)
        for input in inputs {
            let fault = LayoutChecker.fault(of: input, syntax)
            #expect(fault == nil, "\(String(decoding: input.prefix(300), as: UTF8.self))")
        }
    }
}

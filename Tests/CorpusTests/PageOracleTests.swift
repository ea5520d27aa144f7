import Foundation
import RulePages
import Rules
import TestSupport
import Testing

/// Pages that Elastic published, with the rules they were made from; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/pages/more/index.ndjson") != nil, "no shared oracle here"))
struct PageOracleTests {
    /// The digits of the anchors are running numbers of a book.
    private func masked(_ text: String) -> String {
        text.replacing(/_(investigation_guide|rule_query)_\d+\]/) { "_\($0.1)_N]" }
    }

    private func page(_ source: String, release: String, version: Int64) throws -> String {
        let file = try #require(Shared.file(source))
        let document = try #require(RuleSource.documents(Array(Data(contentsOf: file)), path: source).first)
        return PrebuiltPage.text(ElasticRuleReader.read(document), release: release, version: version)
    }

    private static let knownDifferences: Set<String> = {
        let file = Shared.repository.appending(path: "Tests/CorpusTests/known-differences/pages.txt")
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return Set(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { String($0.prefix { $0 != "\t" }) })
    }()

    @Test func writesThePagesThatElasticPublished() throws {
        let index = try #require(Shared.file("oracle/pages/more/index.ndjson"))
        var equal: [String: Int] = [:]
        var different: Set<String> = []
        for row in Shared.jsonLines(index) {
            guard let source = row["source"] as? String, let page = row["page"] as? String,
                let release = row["release"] as? String, let version = row["version"] as? Int,
                let type = row["rule_type"] as? String, let name = row["rule_name"] as? String
            else { continue }
            let id = PageName.pageID(name, release: release)
            #expect(page == "more/md/\(id).md")
            let published = try String(contentsOf: #require(Shared.file("oracle/pages/\(page)")), encoding: .utf8)
            let made = try self.page("oracle/pages/\(source)", release: release, version: Int64(version))
            if masked(made).utf8.elementsEqual(masked(published).utf8) {
                equal[type, default: 0] += 1
            } else {
                different.insert(id)
            }
        }
        #expect(different == Self.knownDifferences)
        #expect(equal == ["machine_learning": 22, "eql": 19, "query": 15, "threshold": 6, "new_terms": 1])
    }

    @Test func writesTheKeyVaultPage() throws {
        let file = try #require(Shared.file("seed/prebuilt-rule-8-4-1-azure-key-vault-modified.md"))
        let published = try String(contentsOf: file, encoding: .utf8)
        let made = try page("seed/keyvault_102.toml", release: "8.4.1", version: 102)
        #expect(masked(made).utf8.elementsEqual(masked(published).utf8))
    }
}

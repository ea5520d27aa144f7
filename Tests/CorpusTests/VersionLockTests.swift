import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// Versions that follow from Elastic's own lock; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("oracle/elastic/version.lock.json.gz") != nil, "no shared oracle here"))
struct VersionLockTests {
    @Test func versionsAreThoseThatElasticShips() throws {
        let packed = try #require(Shared.file("oracle/elastic/version.lock.json.gz"))
        let text = Array(try #require(Shared.unpacked(packed)))
        let lock = try #require(JSONReader.value(text).flatMap { VersionLock($0) })
        var equal = 0
        var wrong: [String] = []
        for row in KibanaOracleTests.rows {
            let file = try #require(Shared.file("corpus/elastic/\(row.path)"))
            let document = try #require(RuleSource.documents(Array(Data(contentsOf: file)), path: row.path).first)
            let rule = ElasticRuleReader.read(document)
            let made = KibanaRule.json(
                rule, query: rule.parsedQuery(), stack: .newest, lock: lock, asElasticBuilds: true)
            let own = KibanaRule.json(rule, query: rule.parsedQuery(), stack: .newest, lock: lock)
            #expect(own["version"] == made["version"], "\(row.path)")
            if made["version"] == row.api["version"] {
                equal += 1
            } else {
                wrong.append(
                    "\(row.path): \(made["version"]?.text ?? "none"), ships \(row.api["version"]?.text ?? "none")")
            }
        }
        print("versions: \(equal) of \(KibanaOracleTests.rows.count)")
        #expect(wrong == [])
    }
}

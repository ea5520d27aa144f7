import Checks
import Diagnostics
import Documents
import Elastic
import Foundation
import Rules
import Schemas
import SourceText
import TestSupport
import Testing

/// Published assets and exports bring no error. Skipped with a message where the corpus is not there.
@Suite struct KibanaLintCorpusTests {
    private static let kibana = Shared.file("kibana")

    @Test(.enabled(if: kibana != nil, "no shared corpus here"), arguments: [Profile.recommended, .elastic])
    func assetsAndExportsBringNoError(_ profile: Profile) throws {
        var rules = 0
        for file in Self.files() {
            let source = SourceFile(id: SourceID(0), path: file.path, bytes: Array(try Data(contentsOf: file)))
            let outcome = CheckRunner.lintAlone(source, CheckContext(profile: profile))
            rules += outcome.ruleCount
            for finding in outcome.findings where finding.severity == .error {
                let line = source.position(at: finding.location.range.start).line
                Issue.record("\(file.lastPathComponent):\(line): \(finding.id): \(finding.message)")
            }
        }
        #expect(rules > 440)
    }

    /// What Elastic's builder makes of its rules is what Kibana takes.
    @Test(.enabled(if: !KibanaOracleTests.rows.isEmpty, "no shared oracle here"))
    func builtRulesBringNoError() {
        // Deprecated rules are not built, only carried along.
        for row in KibanaOracleTests.rows where !row.path.contains("_deprecated") {
            let source = SourceFile(path: "\(row.path).json", text: row.api.text)
            for finding in CheckRunner.lint(source).findings where finding.severity == .error {
                Issue.record("\(row.path): \(finding.id): \(finding.message)")
            }
        }
    }

    /// An asset that is converted to Kibana's JSON is what its attributes were.
    @Test(.enabled(if: kibana != nil, "no shared corpus here"))
    func assetsAndExportsComeOutAsTheyWentIn() throws {
        for file in Self.files() {
            let source = SourceFile(id: SourceID(0), path: file.path, bytes: Array(try Data(contentsOf: file)))
            for rule in LoadedFile(source).rules.map(\.rule) {
                let entry = try #require(rule.ruleEntry)
                let json = KibanaRule.json(rule, query: rule.parsedQuery(), stack: .newest)
                #expect(json.equalsIgnoringOrder(JSONValue(of: entry.value)), "\(file.lastPathComponent)")
            }
        }
    }

    /// But for the one that is not an export.
    static func files() -> [URL] {
        ["kibana/assets", "kibana/exports"].flatMap { folder -> [URL] in
            guard let root = Shared.file(folder) else { return [] }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
            return names.sorted().map { root.appending(path: $0) }.filter { file in
                ["json", "ndjson"].contains(file.pathExtension) && file.lastPathComponent != "index.ndjson"
                    && !file.lastPathComponent.hasPrefix("15-not-an-export")
            }
        }
    }
}

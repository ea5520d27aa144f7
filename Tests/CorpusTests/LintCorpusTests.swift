import Checks
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// Published rules bring no error, and rules with one planted fault bring a finding at it. Skipped with a message where
/// the corpus is not there.
@Suite struct LintCorpusTests {
    private static let rules = Shared.file("corpus/elastic/rules")
    private static let mutations = Shared.file("corpus/elastic/mutations.ndjson.gz")

    @Test(.enabled(if: rules != nil, "no shared corpus here"))
    func publishedRulesBringNoErrorAndFewWarnings() throws {
        var files = 0
        var counts: [String: Int] = [:]
        var warnings = 0
        for (path, source) in Self.ruleFiles() {
            files += 1
            for finding in CheckRunner.lint(source).findings {
                counts["\(finding.severity) \(finding.id)", default: 0] += 1
                if finding.severity == .warning { warnings += 1 }
                guard finding.severity == .error else { continue }
                let line = source.position(at: finding.location.range.start).line
                Issue.record("\(path):\(line): \(finding.id): \(finding.message) \(finding.primary.text)")
            }
        }
        #expect(files > 1_000)
        #expect(warnings * 2 <= files, "\(counts.sorted { $0.key < $1.key })")
        print("lint of \(files) published rules: \(counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" })")
    }

    @Test(.enabled(if: rules != nil, "no shared corpus here"))
    func theSeedBringsNoError() throws {
        for name in ["keyvault_102.toml", "keyvault_latest.toml"] {
            let data = try Data(contentsOf: try #require(Shared.file("seed/\(name)")))
            let findings = CheckRunner.lint(SourceFile(id: SourceID(0), path: name, bytes: Array(data))).findings
            #expect(findings.allSatisfy { $0.severity < .error }, "\(name): \(findings.map(\.message))")
        }
    }

    /// A finding that names the fault is within one line of it; what else is new follows from the fault and is in the
    /// table, in which nothing is that does not happen.
    @Test(.enabled(if: mutations != nil, "no shared corpus here"))
    func plantedFaultsAreFoundAndNothingElse() throws {
        let file = try #require(Self.mutations)
        var rows = 0
        var unseen = Set(PlantedFault.all.flatMap { kind, fault in fault.consequences.keys.map { "\(kind) \($0)" } })
        for row in Shared.jsonLines(file) {
            guard let path = row["path"] as? String, let text = row["toml"] as? String,
                let kind = row["mutation"] as? String, let line = row["line"] as? Int,
                let cleanFile = Shared.file("corpus/elastic/\(path)"),
                let data = try? Data(contentsOf: cleanFile)
            else { continue }
            rows += 1
            guard let fault = PlantedFault.all[kind] else {
                Issue.record("no line for the kind \(kind)")
                continue
            }
            let faulty = SourceFile(path: path, text: text)
            let known = Set(
                Self.serious(SourceFile(id: SourceID(0), path: path, bytes: Array(data))).map { [$0.id, $0.message] })
            let new = Self.serious(faulty).filter { !known.contains([$0.id, $0.message]) }
            let place = "\(kind) \(row["detail"] ?? "") in \(path):\(line)"
            let others = new.filter { finding in
                !fault.ids.contains(finding.id)
                    || abs(faulty.position(at: finding.location.range.start).line - line) > 1
            }
            #expect(others.count < new.count, "\(place): \(new.map { "\($0.id) \($0.message)" })")
            for finding in others {
                unseen.remove("\(kind) \(finding.id)")
                #expect(
                    fault.consequences[finding.id] != nil, "\(place) brings \(finding.id): \(finding.message)")
            }
        }
        #expect(rows == 400)
        #expect(unseen.isEmpty)
    }

    private static func serious(_ source: SourceFile) -> [Diagnostic] {
        CheckRunner.lintAlone(source, CheckContext(profile: .elastic)).findings.filter { $0.severity >= .warning }
    }

    static func ruleFiles() -> [(String, SourceFile)] {
        ["corpus/elastic/rules", "corpus/elastic/rules_building_block"].flatMap { folder -> [(String, SourceFile)] in
            guard let root = Shared.file(folder) else { return [] }
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: root.path)) ?? []
            return paths.filter { $0.hasSuffix(".toml") }.sorted().compactMap { path in
                guard let data = try? Data(contentsOf: root.appending(path: path)) else { return nil }
                return (path, SourceFile(id: SourceID(0), path: path, bytes: Array(data)))
            }
        }
    }
}

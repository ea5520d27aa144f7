import Checks
import Diagnostics
import Foundation
import SourceText
import TestSupport
import Testing

/// Published rules bring no error, and rules with one planted fault bring a finding at it. Skipped aloud where the
/// corpus is not there.
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

    /// As the acceptance check judges: a new error or warning within one line of the fault, and at most three new ones.
    @Test(.enabled(if: mutations != nil, "no shared corpus here"))
    func plantedFaultsAreFound() throws {
        let file = try #require(Self.mutations)
        var found: [String: (hits: Int, rows: Int)] = [:]
        var missed: [String] = []
        for row in Shared.jsonLines(file) {
            guard let path = row["path"] as? String, let text = row["toml"] as? String,
                let kind = row["mutation"] as? String, let line = row["line"] as? Int,
                let cleanFile = Shared.file("corpus/elastic/\(path)"),
                let data = try? Data(contentsOf: cleanFile)
            else { continue }
            let clean = SourceFile(id: SourceID(0), path: path, bytes: Array(data))
            let faulty = SourceFile(path: path, text: text)
            let known = Set(Self.serious(clean).map { "\($0.id) \($0.message)" })
            let new = Self.serious(faulty).filter { !known.contains("\($0.id) \($0.message)") }
            let near = new.filter { abs(faulty.position(at: $0.location.range.start).line - line) <= 1 }
            let isFound = !near.isEmpty && new.count <= 3
            found[kind, default: (0, 0)].rows += 1
            if isFound { found[kind, default: (0, 0)].hits += 1 }
            if !isFound, !Self.knownGaps.contains(path) {
                missed.append(
                    "\(kind) \(row["detail"] ?? "") in \(path):\(line): \(new.map { "\($0.id) \($0.message)" })")
            }
        }
        let all = found.values.reduce((0, 0)) { ($0.0 + $1.hits, $0.1 + $1.rows) }
        print("planted faults: \(all.0) of \(all.1)")
        for (kind, count) in found.sorted(by: { $0.key < $1.key }) where count.hits < count.rows {
            print("  \(kind): \(count.hits) of \(count.rows)")
        }
        #expect(missed.isEmpty, "\(missed.joined(separator: "\n"))")
    }

    /// Rules on the index of alerts, which hold the fields of any source, or on a package that no table describes: no name
    /// is unknown there yet.
    private static let knownGaps: Set<String> = [
        "rules/windows/discovery_signal_unusual_discovery_signal_proc_executable.toml",
        "rules/linux/execution_unix_socket_communication.toml",
        "rules/windows/defense_evasion_solarwinds_backdoor_service_disabled_via_registry.toml",
    ]

    private static func serious(_ source: SourceFile) -> [Diagnostic] {
        CheckRunner.lint(source).findings.filter { $0.severity >= .warning }
    }

    private static func ruleFiles() -> [(String, SourceFile)] {
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

import Checks
import Diagnostics
import Documents
import Foundation
import Rules
import SourceText
import TestSupport
import Testing
import Workspace

/// Repairs of published rules, and of those with a planted fault; skipped without the shared folder.
@Suite(.enabled(if: Shared.file("corpus/elastic/rules") != nil, "no shared corpus here"))
struct FixCorpusTests {
    /// What repairing a file gave: the ids whose fixes were applied, and what is wrong with that.
    private struct Trial: Sendable {
        var ids: Set<String> = []
        var faults: [String] = []
    }

    @Test func repairsOfPublishedRulesReadSettleAndKeepComments() async throws {
        let rules = LintCorpusTests.ruleFiles().map(\.1)
        #expect(rules.count > 1_300)
        let ids = await Self.check(rules)
        #expect(
            ids.isSuperset(of: [
                "redundant-clause", "duplicate-list-value", "duplicate-value", "guide-tag-without-guide", "list-of-one",
                "wrong-elastic-license", "escape-in-value", "placeholder-out-of-range", "wildcard-in-equality",
            ]), "\(ids.sorted())")
    }

    @Test func repairsOfPlantedFaultsReadSettleAndKeepComments() async throws {
        let file = try #require(Shared.file("corpus/elastic/mutations.ndjson.gz"))
        let rules = Shared.jsonLines(file).compactMap { row -> SourceFile? in
            guard let path = row["path"] as? String, let text = row["toml"] as? String else { return nil }
            return SourceFile(path: path, text: text)
        }
        #expect(rules.count == 400)
        let ids = await Self.check(rules)
        #expect(ids.isSuperset(of: ["unknown-key", "duplicate-list-item", "unknown-field"]), "\(ids.sorted())")
    }

    /// Tries the repairs of each file, records what is wrong, and gives the ids that were repaired.
    private static func check(_ files: [SourceFile]) async -> Set<String> {
        var ids: Set<String> = []
        await withTaskGroup(of: Trial.self) { group in
            for file in files { group.addTask { trial(file) } }
            for await trial in group {
                ids.formUnion(trial.ids)
                for fault in trial.faults { Issue.record("\(fault)") }
            }
        }
        return ids
    }

    private static func lint(_ file: LoadedFile) -> CheckRunner.Outcome {
        CheckRunner.lintAlone(file.source, CheckContext(profile: .strict))
    }

    private static func trial(_ source: SourceFile) -> Trial {
        var trial = Trial()
        let file = LoadedFile(source)
        let before = lint(file)
        for least in [Applicability.safe, .unsafe]
        where before.findings.contains(where: { $0.fix?.applicability == least }) {
            let fixed = RuleFixer.fix(file, least, check: lint)
            trial.ids.formUnion(fixed.applied.map(\.id))
            trial.faults += faults(source, before.findings, fixed, least).map { "\(source.path), \(least): \($0)" }
        }
        return trial
    }

    private static func faults(
        _ source: SourceFile, _ before: [Diagnostic], _ fixed: RuleFixer.Fixed, _ least: Applicability
    ) -> [String] {
        var faults: [String] = []
        if let broken = fixed.broken { faults.append("\(broken.id) would break the file") }
        if fixed.applied.isEmpty { faults.append("nothing was repaired") }
        if syntaxErrors(fixed.source) > syntaxErrors(source) { faults.append("does not read") }
        let after = fixed.outcome.findings
        // What another fix brings about is for a person to judge: only safe repairs follow in the same run.
        let known = Set(before.map(\.id))
        for finding in after where finding.fix.map({ $0.applicability >= least }) == true {
            if finding.fix?.applicability == .unsafe, !known.contains(finding.id) { continue }
            faults.append("\(finding.id) is left: \(finding.message)")
        }
        for finding in fixed.applied {
            let isSame = { (other: Diagnostic) in other.id == finding.id && other.message == finding.message }
            let count = before.count(where: isSame)
            if count > 0, after.count(where: isSame) >= count { faults.append("\(finding.id) is told all the same") }
        }
        if let comment = RepairedComments.texts(source).lost(in: .texts(fixed.source)) {
            faults.append("lost the comment \(comment)")
        }
        let again = RuleFixer.fix(fixed.file, least, check: lint).applied.filter { finding in
            finding.fix?.applicability == .safe || known.contains(finding.id)
        }
        if !again.isEmpty { faults.append("a second repair changes something: \(again.map(\.id))") }
        return faults
    }

    private static func syntaxErrors(_ source: SourceFile) -> Int {
        DocumentReader.read(source).findings.count { $0.severity == .error }
    }
}

package import Checks
package import Diagnostics
package import SourceText

/// What linting gives: the files that were read and the findings in their order.
package struct LintResult: Sendable {
    /// Every file that could be read, ascending by `SourceID`: the place of its path among all that were found.
    package var sources: [SourceFile] = []
    /// In the order of `Diagnostic.precedes`.
    package var findings: [Diagnostic] = []
    /// Documents that are rules.
    package var ruleCount = 0
    /// Inputs that could not be used.
    package var errors: [InputError] = []
    /// Folders without a rule file.
    package var emptyFolders: [String] = []
    /// Files with more findings than are kept.
    package var cut: [String] = []
    /// What was repaired, in the order of the files; only of files with a repair.
    package var repairs: [Repair] = []

    package init() {}
}

/// The repair of one file.
package struct Repair: Sendable {
    /// The name of the file; `-` is standard input.
    package var path: String
    /// The file as it was read.
    package var original: SourceFile
    package var fixedBytes: [UInt8]
    /// The findings whose fixes were applied, in that order.
    package var applied: [Diagnostic]
    /// A fix that would have broken the file: a fault of ours. Nothing of that round is in `fixedBytes`.
    package var broken: Diagnostic?
}

/// Runs the checks over files, several at once, with the same result whatever their number.
package enum Linter {
    /// Findings of one file that are kept: a broken or generated file must not bury all others.
    package static let mostFindings = 1000

    /// What to look for, and how.
    package struct Options: Sendable {
        /// Threads.
        package var jobs = 1
        package var standardInputName: String?
        /// Which findings count.
        package var selection = CheckSelection()
        /// What every check is given.
        package var context = CheckContext()
        /// Applies fixes that can be trusted that far; nil: none.
        package var fixes: Applicability?
        package var progress: ProgressLine?

        package init() {}
    }

    /// Lints the rule files that the paths mean. Files are read, never written.
    package static func lint(_ paths: [String], _ options: Options = Options()) -> LintResult {
        let found = RuleFiles.find(paths)
        options.progress?.begin(found.paths.count)
        let results = Parallel.map(count: found.paths.count, jobs: options.jobs) { index in
            defer { options.progress?.advance() }
            return Self.file(found.paths[index], id: SourceID(index), options)
        }
        options.progress?.end()
        var result = LintResult()
        result.errors = found.errors
        result.emptyFolders = found.emptyFolders
        var identities: [RuleIdentity] = []
        for file in results {
            switch file {
            case .success(let file):
                result.add(file)
                identities += file.identities
            case .failure(let error): result.errors.append(error)
            }
        }
        let between = options.selection.filtered(RuleSet.findings(identities, options.context))
        if !between.isEmpty {
            result.findings += between
            result.findings.sort(by: Diagnostic.precedes)
        }
        return result
    }

    /// One file with its findings.
    fileprivate struct FileResult: Sendable {
        var source: SourceFile
        var findings: [Diagnostic]
        var ruleCount: Int
        var identities: [RuleIdentity]
        var repair: Repair?
    }

    private static func file(_ path: String, id: SourceID, _ options: Options) -> Result<FileResult, InputError> {
        do throws(InputError) {
            let source = try RuleLoader.read(path, id: id, standardInputName: options.standardInputName)
            guard let applicability = options.fixes else {
                let outcome = CheckRunner.lint(source, options.context)
                return .success(
                    FileResult(
                        source: source, findings: options.selection.filtered(outcome.findings),
                        ruleCount: outcome.ruleCount, identities: outcome.identities, repair: nil))
            }
            let fixed = RuleFixer.fix(source, applicability) { source in
                let outcome = CheckRunner.lint(source, options.context)
                return RuleFixer.Outcome(
                    findings: options.selection.filtered(outcome.findings), ruleCount: outcome.ruleCount,
                    identities: outcome.identities)
            }
            var repair: Repair?
            if !fixed.applied.isEmpty || fixed.broken != nil {
                repair = Repair(
                    path: path, original: source, fixedBytes: fixed.source.bytes, applied: fixed.applied,
                    broken: fixed.broken)
            }
            return .success(
                FileResult(
                    source: fixed.source, findings: fixed.outcome.findings, ruleCount: fixed.outcome.ruleCount,
                    identities: fixed.outcome.identities, repair: repair))
        } catch {
            return .failure(error)
        }
    }
}

extension LintResult {
    /// Takes a file's result in.
    fileprivate mutating func add(_ file: Linter.FileResult) {
        sources.append(file.source)
        if file.findings.count > Linter.mostFindings { cut.append(file.source.path) }
        findings += Diagnostic.gravest(Linter.mostFindings, of: file.findings).map { file.findings[$0] }
        ruleCount += file.ruleCount
        if let repair = file.repair { repairs.append(repair) }
    }
}

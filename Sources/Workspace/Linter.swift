package import Checks
package import Diagnostics
package import SourceText

/// What linting gives: the files that were read and the findings in their order.
package struct LintResult: Sendable {
    /// Every file that could be read, ascending by `SourceID`: the place of its path among all that were found.
    package var sources: [SourceFile] = []
    /// In the order of `Diagnostic.precedes`.
    package var findings: [Diagnostic] = []
    /// Findings that comments set aside, in the same order.
    package var suppressed: [SuppressedFinding] = []
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
        /// Which files, which checks, how grave.
        package var settings = Settings()
        /// What every check is given besides.
        package var context = CheckContext()
        /// Applies fixes that can be trusted that far; nil: none.
        package var fixes: Applicability?
        package var progress: ProgressLine?

        package init() {}

        /// How a path is named in findings and settings.
        func name(_ path: String) -> String {
            path == InputFile.standardInput ? standardInputName ?? RuleLoader.standardInputName : path
        }
    }

    /// Lints the rule files that the paths mean. Files are read, never written.
    package static func lint(_ paths: [String], _ options: Options = Options()) -> LintResult {
        let found = RuleFiles.find(paths, options.settings.files)
        let contexts = FileContexts(options.context, options.settings, paths: found.paths.map(options.name))
        options.progress?.begin(found.paths.count)
        let results = Parallel.map(count: found.paths.count, jobs: options.jobs) { index in
            defer { options.progress?.advance() }
            return Self.file(found.paths[index], id: SourceID(index), contexts[index], options)
        }
        options.progress?.end()
        var result = LintResult()
        result.errors = found.errors
        result.emptyFolders = found.emptyFolders
        var identities: [RuleIdentity] = []
        var suppressions: [SourceID: Suppressions] = [:]
        for file in results {
            switch file {
            case .success(let file):
                result.add(file)
                identities += file.outcome.identities
                if !file.outcome.suppressions.isEmpty { suppressions[file.source.id] = file.outcome.suppressions }
            case .failure(let error): result.errors.append(error)
            }
        }
        let between = RuleSet.findings(identities, contexts.common, contexts.setChecks) { finding in
            contexts[Int(finding.location.source.index)].plan?.weighed(finding)
        }
        result.add(between, suppressions)
        return result
    }

    /// One file with its findings.
    fileprivate struct FileResult: Sendable {
        var source: SourceFile
        var outcome: CheckRunner.Outcome
        var repair: Repair?
    }

    private static func file(
        _ path: String, id: SourceID, _ context: CheckContext, _ options: Options
    ) -> Result<FileResult, InputError> {
        do throws(InputError) {
            let source = try RuleLoader.read(path, id: id, standardInputName: options.standardInputName)
            guard let applicability = options.fixes else {
                return .success(
                    FileResult(source: source, outcome: CheckRunner.lint(source, context), repair: nil))
            }
            let fixed = RuleFixer.fix(source, applicability) { CheckRunner.lint($0, context) }
            var repair: Repair?
            if !fixed.applied.isEmpty || fixed.broken != nil {
                repair = Repair(
                    path: path, original: source, fixedBytes: fixed.source.bytes, applied: fixed.applied,
                    broken: fixed.broken)
            }
            return .success(FileResult(source: fixed.source, outcome: fixed.outcome, repair: repair))
        } catch {
            return .failure(error)
        }
    }
}

extension LintResult {
    /// Takes a file's result in.
    fileprivate mutating func add(_ file: Linter.FileResult) {
        sources.append(file.source)
        let all = file.outcome.findings
        if all.count > Linter.mostFindings { cut.append(file.source.path) }
        findings += Diagnostic.gravest(Linter.mostFindings, of: all).map { all[$0] }
        suppressed += file.outcome.suppressed
        ruleCount += file.outcome.ruleCount
        if let repair = file.repair { repairs.append(repair) }
    }

    /// Takes in what is wrong between files, sorted; comments set it aside as they do with all else.
    fileprivate mutating func add(_ between: [Diagnostic], _ suppressions: [SourceID: Suppressions]) {
        if between.isEmpty { return }
        for (id, ofFile) in Dictionary(grouping: between, by: \.location.source) {
            let division = (suppressions[id] ?? Suppressions()).divide(ofFile)
            findings += division.kept
            suppressed += division.suppressed
        }
        findings.sort(by: Diagnostic.precedes)
        suppressed.sort { Diagnostic.precedes($0.finding, $1.finding) }
    }
}

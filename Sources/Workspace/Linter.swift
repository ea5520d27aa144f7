package import Checks
package import Diagnostics
package import Queries
package import SourceText

/// What linting gives: the files that were read and the findings in their order.
package struct LintResult: Sendable {
    /// Every file that could be read, ascending by `SourceID`: the place of its path among all that were found.
    package var sources: [SourceExcerpt] = []
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
    /// Rules with a query in a language that is not read, by that language.
    package var uncheckedQueries: [QueryLanguage: Int] = [:]
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
        /// Only files that changed are looked at and told of; all others are read for the checks that compare rules. nil: all.
        package var changes: RevisionChanges?
        /// Applies fixes that can be trusted that far; nil: none.
        package var fixes: Applicability?
        package var progress: (@Sendable (RunProgress) -> Void)?

        package init() {}

        /// Whether findings of a file are told.
        func isTold(_ path: String) -> Bool {
            guard let changes else { return true }
            return path == InputFile.standardInput || changes.contains(path)
        }

        /// How a path is named in findings and settings.
        func name(_ path: String) -> String {
            path == InputFile.standardInput ? standardInputName ?? RuleLoader.standardInputName : path
        }
    }

    /// Lints the rule files that the paths mean. Files are read, never written.
    package static func lint(_ paths: [String], _ options: Options = Options()) -> LintResult {
        lint(RuleFiles.find(paths, options.settings.files), options)
    }

    /// Lints files that were found already.
    package static func lint(_ found: RuleFiles, _ options: Options) -> LintResult {
        let contexts = contexts(found, options)
        return result(found, contexts, outcomes(found, contexts, options) { _ in nil }, options)
    }

    /// One file with its findings, or why it could not be read.
    typealias FileOutcome = Result<FileResult, InputError>

    /// What the checks of each file are given.
    static func contexts(_ found: RuleFiles, _ options: Options) -> FileContexts {
        var context = options.context
        context.changes = options.changes?.files
        return FileContexts(context, options.settings, paths: found.paths.map(options.name))
    }

    /// Lints each file, but for those whose outcome is known.
    static func outcomes(
        _ found: RuleFiles, _ contexts: FileContexts, _ options: Options, known: @Sendable (Int) -> FileOutcome?
    ) -> [FileOutcome] {
        options.progress?(.began(files: found.paths.count))
        defer { options.progress?(.ended) }
        return Parallel.map(count: found.paths.count, jobs: options.jobs) { index in
            defer { options.progress?(.fileDone) }
            if let outcome = known(index) { return outcome }
            var context = contexts[index]
            if !options.isTold(found.paths[index]) { context.plan = CheckPlan([], context.profile) }
            return file(found.paths[index], id: SourceID(index), context, options)
        }
    }

    /// Everything together, with what the rules show beside each other.
    static func result(
        _ found: RuleFiles, _ contexts: FileContexts, _ outcomes: consuming [FileOutcome], _ options: Options
    ) -> LintResult {
        var result = LintResult()
        result.errors = found.errors
        result.emptyFolders = found.emptyFolders
        result.sources.reserveCapacity(outcomes.count)
        var identities: [RuleIdentity] = []
        identities.reserveCapacity(outcomes.count)
        var suppressions: [SourceID: Suppressions] = [:]
        // Each is let go when its findings are taken: of a large set they are most of what is in memory.
        outcomes.reverse()
        while let outcome = outcomes.popLast() {
            switch outcome {
            case .success(let file):
                result.add(file)
                identities += file.outcome.identities
                if !file.outcome.suppressions.isEmpty { suppressions[file.source.id] = file.outcome.suppressions }
            case .failure(let error): result.errors.append(error)
            }
        }
        outcomes = []
        let between = RuleSet.findings(identities, contexts.common, contexts.setChecks) { finding in
            contexts[Int(finding.location.source.index)].plan?.weighed(finding)
        }
        identities = []
        result.add(between, suppressions)
        if options.changes != nil { result.keep { options.isTold(found.paths[Int($0.index)]) } }
        return result
    }

    /// One file with its findings. Of its text only what is told of is kept: a set has tens of thousands of files.
    struct FileResult: Sendable {
        var source: SourceExcerpt
        var outcome: CheckRunner.Outcome
        /// At most one. A list, because most files have none, and it takes much room in each.
        var repairs: [Repair]

        /// `isWhole`: the text itself is asked for.
        init(_ source: SourceFile, _ outcome: CheckRunner.Outcome, _ repair: Repair?, isWhole: Bool) {
            self.outcome = outcome
            repairs = repair.map { [$0] } ?? []
            self.source =
                isWhole
                ? SourceExcerpt(source)
                : SourceExcerpt(source, places: outcome.places(in: source.id), edits: outcome.edits)
        }
    }

    private static func file(
        _ path: String, id: SourceID, _ context: CheckContext, _ options: Options
    ) -> Result<FileResult, InputError> {
        do throws(InputError) {
            let source = try RuleLoader.read(path, id: id, standardInputName: options.standardInputName)
            let isWhole = path == InputFile.standardInput
            guard let applicability = options.fixes else {
                return .success(FileResult(source, CheckRunner.lint(source, context), nil, isWhole: isWhole))
            }
            let fixed = RuleFixer.fix(source, applicability) { CheckRunner.lint($0, context) }
            var repair: Repair?
            if !fixed.applied.isEmpty || fixed.broken != nil {
                repair = Repair(
                    path: path, original: source, fixedBytes: fixed.source.bytes, applied: fixed.applied,
                    broken: fixed.broken)
            }
            return .success(FileResult(fixed.source, fixed.outcome, repair, isWhole: isWhole))
        } catch {
            return .failure(error)
        }
    }
}

extension CheckRunner.Outcome {
    /// Every place of the file that a finding may show: those of its own, and those that rules are compared by.
    fileprivate func places(in source: SourceID) -> [ByteRange] {
        let all = findings + suppressed.map(\.finding)
        let labels = all.flatMap { [$0.primary] + $0.secondary }.map(\.location) + identities.flatMap(\.places)
        return labels.filter { $0.source == source }.map(\.range)
    }

    /// What their fixes change, from the first edit of each to its last.
    fileprivate var edits: [ByteRange] {
        (findings + suppressed.map(\.finding)).compactMap { finding in
            guard let first = finding.fix?.edits.first, let last = finding.fix?.edits.last else { return nil }
            return ByteRange(first.range.start, max(first.range.start, last.range.end))
        }
    }
}

extension LintResult {
    /// Takes a file's result in.
    fileprivate mutating func add(_ file: Linter.FileResult) {
        sources.append(file.source)
        let all = file.outcome.findings
        if all.count > Linter.mostFindings { cut.append(file.source.path) }
        findings += Diagnostic.mostSevere(Linter.mostFindings, of: all).map { all[$0] }
        suppressed += file.outcome.suppressed
        ruleCount += file.outcome.ruleCount
        uncheckedQueries.merge(file.outcome.uncheckedQueries, uniquingKeysWith: +)
        repairs += file.repairs
    }

    /// Leaves out what concerns no file of these: a finding is theirs if one of its places is.
    fileprivate mutating func keep(_ isTold: (SourceID) -> Bool) {
        func isOfThem(_ finding: Diagnostic) -> Bool {
            isTold(finding.location.source) || finding.secondary.contains { isTold($0.location.source) }
        }
        findings = findings.filter(isOfThem)
        suppressed = suppressed.filter { isOfThem($0.finding) }
        let named = Set(
            (findings + suppressed.map(\.finding)).flatMap { finding in
                [finding.location.source] + finding.secondary.map(\.location.source)
            })
        // Places in files that are not told still have to be shown.
        sources = sources.filter { isTold($0.id) || named.contains($0.id) }
    }

    /// Takes in what is wrong between files, sorted; comments set it aside as they do with all else.
    fileprivate mutating func add(_ between: [Diagnostic], _ suppressions: [SourceID: Suppressions]) {
        if between.isEmpty { return }
        findings.reserveCapacity(findings.count + between.count)
        var commented: [SourceID: [Diagnostic]] = [:]
        for finding in between {
            if suppressions[finding.location.source] == nil {
                findings.append(finding)
            } else {
                commented[finding.location.source, default: []].append(finding)
            }
        }
        for (id, ofFile) in commented {
            let division = (suppressions[id] ?? Suppressions()).divide(ofFile)
            findings += division.kept
            suppressed += division.suppressed
        }
        findings.sort(by: Diagnostic.precedes)
        suppressed.sort { Diagnostic.precedes($0.finding, $1.finding) }
    }
}

package import Checks
package import Diagnostics
package import Queries
import Rules
package import SourceText

/// What linting gives: the files that were read and the findings in their order.
package struct LintResult: Sendable {
    /// Every file that could be read, ascending by `SourceID`: the place of its path among all that were found.
    package var sources: [SourceExcerpt] = []
    /// In the order of `Diagnostic.precedes`.
    package var findings: [Diagnostic] = []
    /// Findings that comments suppressed, in the same order.
    package var suppressed: [SuppressedFinding] = []
    /// Documents that are rules.
    package var ruleCount = 0
    /// Inputs that could not be used.
    package var errors: [InputError] = []
    /// What the folders gave besides rules.
    package var scan = FolderScan()
    /// Standard input, where it was read.
    package var standardInput: SourceExcerpt?
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
        /// Which files, which checks, how severe.
        package var settings = Settings()
        /// What every check is given besides.
        package var context = CheckContext()
        /// Only files that changed are looked at and reported of; all others are read for the checks that compare rules. nil: all.
        package var changes: RevisionChanges?
        /// Applies fixes that can be trusted that far; nil: none.
        package var fixes: Applicability?
        package var progress: (@Sendable (RunProgress) -> Void)?

        package init() {}

        /// Whether findings of a file are reported.
        func isTold(_ path: String) -> Bool {
            guard let changes else { return true }
            return path == InputFile.standardInput || changes.contains(path)
        }

        /// What every check is given, with what was done to files.
        var commonContext: CheckContext {
            var common = context
            common.changes = changes?.files
            return common
        }

        /// How a path is named in findings and settings.
        func name(_ path: String) -> String {
            path == InputFile.standardInput ? standardInputName ?? RuleLoader.standardInputName : path
        }
    }

    /// Lints the rule files that the paths mean, once. Files are read, never written.
    package static func lint(_ paths: [String], _ options: Options = Options()) -> LintResult {
        var workspace = Workspace(paths, keepsResults: false)
        _ = workspace.find(options.settings.files)
        // Nothing cancels it.
        return workspace.snapshot(.run(options)).lint() ?? LintResult()
    }

    /// One file with its findings, or why it has none.
    typealias FileOutcome = InputOutcome<FileResult>

    /// Everything together, with what the rules show beside each other.
    static func result(
        _ found: RuleFiles, _ contexts: FileContexts, _ outcomes: consuming [FileOutcome], _ options: Options
    ) -> LintResult {
        var result = LintResult()
        result.errors = found.errors
        result.sources.reserveCapacity(outcomes.count)
        var identities: [RuleIdentity] = []
        identities.reserveCapacity(outcomes.count)
        var suppressions: [SourceID: Suppressions] = [:]
        // Each is let go when its findings are taken: of a large set they are most of what is in memory.
        let count = outcomes.count
        outcomes.reverse()
        var skipped: [Int: OtherInput] = [:]
        while let outcome = outcomes.popLast() {
            let index = count - outcomes.count - 1
            switch outcome {
            case .read(let file):
                result.add(file)
                if found.paths[index] == InputFile.standardInput { result.standardInput = file.source }
                identities += file.outcome.identities
                if !file.outcome.suppressions.isEmpty { suppressions[file.source.id] = file.outcome.suppressions }
            case .skipped(let kind): skipped[index] = kind
            case .failed(let error): result.errors.append(error)
            }
        }
        outcomes = []
        result.scan = found.scan(skipped)
        let between = RuleSet.findings(identities, contexts.common, contexts.setChecks) { finding in
            found.index(of: finding.location.source).flatMap { contexts[$0].plan?.weighed(finding) }
        }
        identities = []
        result.add(between, suppressions)
        if options.changes != nil {
            result.keep { found.index(of: $0).map { options.isTold(found.paths[$0]) } ?? false }
        }
        if !found.isInOrder { result.order(by: found) }
        let bundles = BundleLinter(found)
        for (place, path) in bundles.paths.enumerated() where options.isTold(path) {
            switch bundles.outcome(place, contexts.common) {
            case .read(let file)?: result.add(file)
            case .failed(let error)?: result.errors.append(error)
            case .skipped?, nil: break
            }
        }
        return result
    }

    /// One file with its findings. Of its text only what is reported for is kept: a set has tens of thousands of files.
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

    /// Checks a file that was opened, and repairs it in memory where the options ask for it.
    static func outcome(of opened: InputOutcome<LoadedFile>, _ file: SnapshotFile) -> FileOutcome {
        switch opened {
        case .skipped(let kind): return .skipped(kind)
        case .failed(let error): return .failed(error)
        case .read(let loaded):
            let context = file.inputs.context
            let source = loaded.source
            let isWhole = file.path == InputFile.standardInput
            let outcome = CheckRunner.lint(loaded, context)
            guard let applicability = file.inputs.fixes else {
                return .read(FileResult(source, outcome, nil, isWhole: isWhole))
            }
            var fixed = RuleFixer.fix(loaded, applicability, from: outcome) { CheckRunner.lint($0, context) }
            if !fixed.applied.isEmpty, let date = UpdatedDate(CheckPlan.plan(context), today: context.today),
                let dated = date.applied(to: fixed.file, before: loaded)
            {
                fixed.file = LoadedFile(dated, context.typing)
                fixed.outcome = CheckRunner.lint(fixed.file, context)
            }
            var repair: Repair?
            if !fixed.applied.isEmpty || fixed.broken != nil {
                repair = Repair(
                    path: file.path, original: source, fixedBytes: fixed.source.bytes, applied: fixed.applied,
                    broken: fixed.broken)
            }
            return .read(FileResult(fixed.source, fixed.outcome, repair, isWhole: isWhole))
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
        // Places in files that are not reported still have to be shown.
        sources = sources.filter { isTold($0.id) || named.contains($0.id) }
    }

    /// Puts findings in the order in which their files were found, where ids do not give it: a file that came later has a
    /// later id. Sources stay ascending by id.
    fileprivate mutating func order(by found: RuleFiles) {
        func precedes(_ a: Diagnostic, _ b: Diagnostic) -> Bool {
            let places = (found.index(of: a.location.source) ?? 0, found.index(of: b.location.source) ?? 0)
            return places.0 == places.1 ? Diagnostic.precedes(a, b) : places.0 < places.1
        }
        sources.sort { $0.id < $1.id }
        findings.sort(by: precedes)
        suppressed.sort { precedes($0.finding, $1.finding) }
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

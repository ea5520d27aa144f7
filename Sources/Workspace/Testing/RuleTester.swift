import Compiler
import Diagnostics
import Documents
import Machine
import Queries
package import Rules
import SourceText

/// Runs the test cases that are beside rules.
package enum RuleTester {
    /// How to run.
    package struct Options: Sendable {
        /// Threads.
        package var jobs: Int
        /// What queries are typed with.
        package var typing: QueryTyping
        /// Which files below a folder are omitted.
        package var files = RuleFiles.Options()

        package init(jobs: Int = 1, typing: QueryTyping = QueryTyping()) {
            self.jobs = jobs
            self.typing = typing
        }
    }

    /// Bytes of an event file that are read at most.
    static let maximumEventBytes = 256 << 20

    /// Runs the test files that the paths mean: folders, test files, or rule files with a test file beside them.
    package static func run(_ paths: [String], _ options: Options = Options()) -> RuleTestRun {
        let found = RuleTestFiles.find(paths, options.files)
        let results = Parallel.map(count: found.paths.count, jobs: options.jobs) { index in
            Self.file(
                found.paths[index], id: SourceID(index), ruleID: SourceID(found.paths.count + index), options)
        }
        var run = RuleTestRun()
        run.errors = found.errors
        run.untested = found.untested
        run.emptyFolders = found.emptyFolders
        for result in results {
            switch result {
            case .success(let file): run.files.append(file)
            case .failure(let error): run.errors.append(error)
            }
        }
        return run
    }

    /// `ruleID` is the id of the rule's file.
    private static func file(
        _ path: String, id: SourceID, ruleID: SourceID, _ options: Options
    ) -> Result<RuleTestResult, InputError> {
        let source: SourceFile
        do throws(InputError) {
            source = SourceFile(
                id: id, path: path, bytes: try InputFile.readText(path, limit: DocumentReader.maximumBytes))
        } catch {
            return .failure(error)
        }
        var result = RuleTestResult(path: path)
        result.source = source
        let (tests, findings) = RuleTestReader.read(source)
        result.findings = findings
        guard !findings.contains(where: { $0.severity == .error }) else { return .success(result) }
        do throws(Diagnostic) {
            let (file, loaded) = try self.rule(of: tests, path, ruleID, options)
            result.otherPaths.append(file.source.path)
            let faults = loaded?.faults(for: .run) ?? file.faults(for: .run)
            guard faults.isEmpty, let loaded else {
                result.ruleSource = file.source
                result.findings += faults
                return .success(result)
            }
            let rule = try runnable(loaded, tests)
            var runner = RuleTestRunner(rule, folder: folder(of: path), source: source)
            for test in tests.cases { runner.run(test, into: &result) }
            result.otherPaths += runner.eventPaths
        } catch {
            result.findings.append(error.moved(to: source.id))
        }
        return .success(result)
    }

    /// The folder of a path with its slash; empty for a bare name.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }

    /// A path of a test file, relative to it.
    static func resolved(_ path: String, in folder: String) -> String { path.hasPrefix("/") ? path : folder + path }

    // MARK: - The rule

    /// The file of the rule under test, and the rule; nil where the file has none that could be chosen.
    private static func rule(
        of tests: RuleTestFile, _ path: String, _ id: SourceID, _ options: Options
    ) throws(Diagnostic) -> (file: LoadedFile, rule: LoadedRule?) {
        let place = tests.rule?.range ?? ByteRange(at: 0)
        let rulePath = try self.rulePath(of: tests, path)
        let file: LoadedFile
        do throws(InputError) {
            let alone = LoadedFile(try RuleLoader.read(rulePath, id: id, standardInputName: nil), options.typing)
            let (joined, errors) = FolderBundle.joined([alone])
            if let error = errors.first { throw error }
            file = joined.first ?? alone
        } catch {
            throw .ruleTest(error.message, place)
        }
        // What keeps the file from being read says more than that it has no such rule.
        let isUnreadable = file.readingFaults.contains { $0.severity == .error }
        if isUnreadable, file.rules.allSatisfy({ !$0.readingFaults.isEmpty }) { return (file, nil) }
        return (file, try choose(tests, file, rulePath, place))
    }

    private static func runnable(_ loaded: LoadedRule, _ tests: RuleTestFile) throws(Diagnostic) -> TestedRule {
        let path = loaded.source.path
        let place = tests.rule?.range ?? ByteRange(at: 0)
        let outcome = loaded.detection
        guard let detection = outcome.detection, let rule = loaded.rule.runnable(detection) else {
            let reason = outcome.findings.first?.message ?? "its ID or its name is missing"
            throw .ruleTest(
                "\(path) cannot be run: \(reason)", place, help: "`tenet lint \(path)` shows what is wrong")
        }
        if let engine = RuleCompiler.missingEngine(for: detection) {
            throw .ruleTest("\(path) is not tested: \(engine.rules(1)) cannot be run yet", place)
        }
        guard let query = loaded.query, case .event(let event) = detection else {
            throw .ruleTest("\(path) has no query on single events", place)
        }
        return TestedRule(rule: rule, query: query, condition: event.condition)
    }

    private static func rulePath(of tests: RuleTestFile, _ path: String) throws(Diagnostic) -> String {
        if let rule = tests.rule { return resolved(rule.text, in: folder(of: path)) }
        let stem = RuleTestFiles.stem(of: path) ?? path
        let candidates = RuleFileName.endings.map { stem + $0 }
        if let found = candidates.first(where: { FolderListing.exists($0) }) { return found }
        throw .ruleTest(
            "no rule file beside \(path)", ByteRange(at: 0),
            help: "name it with `rule: PATH`; looked for \(candidates.joined(separator: ", "))")
    }

    private static func choose(
        _ tests: RuleTestFile, _ file: LoadedFile, _ path: String, _ place: ByteRange
    ) throws(Diagnostic) -> LoadedRule {
        if let id = tests.ruleID {
            if let rule = file.rules.first(where: { $0.rule.id?.text.utf8.elementsEqual(id.text.utf8) == true }) {
                return rule
            }
            throw .ruleTest("\(path) has no rule with the id `\(id.text)`", id.range)
        }
        guard let rule = file.rules.first else { throw .ruleTest("\(path) holds no rule", place) }
        if file.rules.count > 1 {
            throw .ruleTest("\(path) holds \(file.rules.count) rules", place, help: "say which one with `rule_id`")
        }
        return rule
    }
}

extension Diagnostic {
    /// Why the cases of a test file, or one of them, cannot be run; to be placed in the file.
    static func ruleTest(_ message: String, _ range: ByteRange, help: String? = nil) -> Diagnostic {
        RuleTestReader.finding(message, .unplaced, range).help(help)
    }
}

/// The rule under test.
struct TestedRule {
    var rule: RunnableRule
    var query: RuleQuery
    var condition: EventCondition
}

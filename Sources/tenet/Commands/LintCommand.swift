import ArgumentParser
import Checks
import Diagnostics
import Documents
import Reports
import SourceText
import Workspace

/// `tenet lint`: checks rule files and repairs what can be repaired.
struct LintCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check rule files.",
        discussion: "Exit status: 0 fine, 1 findings at the fail level, 2 unusable input or output, 3 wrong usage.")

    /// Formats of findings; one file each in Reports.
    enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
        case full, concise, json, jsonl, sarif, github, gitlab, junit, checkstyle, rdjson
    }

    /// From which severity on findings make the run fail.
    enum FailLevel: String, CaseIterable, ExpressibleByArgument {
        case error, warning, info, never

        fileprivate func isReached(by severity: Severity) -> Bool {
            switch self {
            case .error: severity >= .error
            case .warning: severity >= .warning
            case .info: true
            case .never: false
            }
        }
    }

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).")
    var paths: [String] = []

    @Option(help: ArgumentHelp("How findings are written.", valueName: "format"))
    var outputFormat: OutputFormat = .full

    @Option(help: ArgumentHelp("Which checks run, and how grave they are.", valueName: "profile"))
    var profile: Profile = .recommended

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write findings to a file.", valueName: "file"))
    var output: String?

    @Flag(help: "Repair what is safe to repair, in the files; for standard input, print the repaired text.")
    var fix = false

    @Flag(help: "Repair also what may change the rule's meaning.")
    var unsafeFixes = false

    @Flag(help: "Print repairs as a unified diff and change nothing; exit status 1 if there are any.")
    var diff = false

    @Option(help: ArgumentHelp("Only these checks or categories, separated by commas.", valueName: "ids"))
    var select: [String] = []

    @Option(help: ArgumentHelp("Without these checks or categories, separated by commas.", valueName: "ids"))
    var ignore: [String] = []

    @Option(help: ArgumentHelp("The least severity that makes the run fail.", valueName: "level"))
    var failLevel: FailLevel = .error

    @Option(help: ArgumentHelp("Fail also when there are more warnings than this.", valueName: "number"))
    var maxWarnings: Int?

    @OptionGroup var ownFields: OwnFieldOptions

    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?

    @Flag(help: "Count findings by check instead of listing them.")
    var statistics = false

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let watch = Stopwatch()
        var options = try options(session)
        guard let own = ownFields.load(in: &session) else { return }
        options.context.fields = own
        let result = Linter.lint(paths, options)
        for error in result.errors { session.error(error) }
        session.warnOfEmpty(result.emptyFolders)
        for path in result.cut {
            session.warning("\(path) has more findings; the first \(Linter.mostFindings.grouped) are told")
        }
        if diff { return writeDiff(result, to: &session) }
        let report = FindingReport(
            sources: result.sources, findings: result.findings, ruleCount: result.ruleCount,
            suppressed: result.suppressed, toolVersion: Tenet.toolVersion)
        let summary = report.summary
        writeRepairs(result, to: &session)
        write(report, to: &session)
        if result.findings.contains(where: { failLevel.isReached(by: $0.severity) }) { session.raise(.findings) }
        if let maxWarnings, summary.warnings > maxWarnings {
            session.raise(.findings)
            session.note("more warnings than `--max-warnings \(maxWarnings)`")
        }
        if !result.repairs.isEmpty { session.note(Self.repairSummary(result.repairs, "fixed")) }
        if !result.sources.isEmpty { session.note(SummaryLine.text(summary, seconds: watch.seconds)) }
    }

    private func options(_ session: borrowing Session) throws(UsageError) -> Linter.Options {
        if diff, output != nil || statistics { throw UsageError("`--diff` prints the diff and nothing else") }
        if let maxWarnings, maxWarnings < 0 { throw UsageError("`--max-warnings` is a number from 0") }
        if statistics, ![.full, .concise, .json].contains(outputFormat) {
            throw UsageError("`--statistics` writes text or `json`")
        }
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        var options = Linter.Options()
        options.jobs = session.jobs
        options.standardInputName = stdinFilename
        options.context.profile = profile
        if fix || diff || unsafeFixes { options.fixes = unsafeFixes ? .unsafe : .safe }
        options.progress = ProgressLine(verb: "checked", isQuiet: session.isQuiet)
        var selection = CheckSelection()
        selection.profile = profile
        var layer = CheckSelection.Layer()
        if !select.isEmpty { layer.select = try Self.patterns(select, option: "--select") }
        layer.ignore = try Self.patterns(ignore, option: "--ignore")
        selection.layers = [layer]
        options.context.plan = selection.plan
        return options
    }

    private static func patterns(_ lists: [String], option: String) throws(UsageError) -> [CheckPattern] {
        var patterns: [CheckPattern] = []
        for name in lists.flatMap({ $0.split(whereSeparator: { $0 == "," || $0 == " " }) }) {
            do throws(UnknownCheck) { patterns.append(try CheckPattern(String(name))) } catch {
                throw UsageError("\(error.message) in `\(option)`", help: error.help)
            }
        }
        return patterns
    }

    private static func facts(of id: String) -> CheckFacts? {
        guard let info = CheckSuggestions.check(id)?.info else { return nil }
        return CheckFacts(
            summary: info.summary, rationale: info.rationale, category: info.category.rawValue, severity: info.severity)
    }

    /// Writes findings in the format asked for.
    private func write(_ report: FindingReport, to session: inout Session) {
        // The repaired text of standard input takes standard output; what is left to say goes beside it.
        let isBeside = (fix || unsafeFixes) && paths.contains(InputFile.standardInput) && output == nil
        let isColored = output == nil && (isBeside ? session.colorsErrors : session.colorsOutput)
        let title: (String) -> String? = CheckSelection.summary(of:)
        let bytes: [UInt8] =
            switch (outputFormat, statistics) {
            case (.json, true): StatisticsReport.json(report, title: title)
            case (_, true): Array(StatisticsReport.text(report, title: title).utf8)
            case (.full, false): Array(FullReport.text(report, color: isColored).utf8)
            case (.concise, false): Array(ConciseReport.text(report).utf8)
            case (.json, false): JSONReport.text(report)
            case (.jsonl, false): JSONReport.lines(report)
            case (.sarif, false): SARIFReport.text(report, facts: Self.facts(of:))
            case (.github, false): GitHubReport.text(report)
            case (.gitlab, false): GitLabReport.text(report)
            case (.junit, false): JUnitReport.text(report)
            case (.checkstyle, false): CheckstyleReport.text(report)
            case (.rdjson, false): ReviewdogReport.text(report)
            }
        if isBeside {
            session.diagnostics(String(decoding: bytes, as: UTF8.self))
        } else {
            session.deliver(bytes, to: output)
        }
    }

    /// Writes repaired files, each whole or not at all.
    private func writeRepairs(_ result: LintResult, to session: inout Session) {
        let isStandardInputBroken = result.errors.contains { $0.path == InputFile.standardInput }
        for repair in result.repairs {
            if let broken = repair.broken {
                session.error(
                    "the fix of `\(broken.id)` would break \(repair.original.path); the file is left as it was",
                    help: "this is a fault of tenet: please report it with the rule", status: .fault)
                continue
            }
            if repair.path == InputFile.standardInput { continue }
            do throws(OutputError) {
                try AtomicFile.write(repair.fixedBytes, to: repair.path)
                session.note("fixed \(repair.path): \(Self.counts(repair.applied))")
            } catch {
                session.error(error)
            }
        }
        guard fix || unsafeFixes, paths.contains(InputFile.standardInput), !isStandardInputBroken else { return }
        let name = stdinFilename ?? RuleLoader.standardInputName
        if let repaired = result.repairs.first(where: { $0.path == InputFile.standardInput && $0.broken == nil }) {
            session.output.write(repaired.fixedBytes)
        } else if let source = result.sources.first(where: { $0.path == name }) {
            session.output.write(source.bytes)
        }
    }

    private func writeDiff(_ result: LintResult, to session: inout Session) {
        for repair in result.repairs {
            if let broken = repair.broken {
                session.error("the fix of `\(broken.id)` would break \(repair.original.path)", status: .fault)
                continue
            }
            session.raise(.findings)
            session.output.write(
                UnifiedDiff.text(old: repair.original.bytes, new: repair.fixedBytes, path: repair.original.path))
        }
        let sound = result.repairs.filter { $0.broken == nil }
        session.note(sound.isEmpty ? "nothing to fix" : Self.repairSummary(sound, "would fix"))
    }

    /// `fixed 4 findings in 3 files`.
    private static func repairSummary(_ repairs: [Repair], _ verb: String) -> String {
        let sound = repairs.filter { $0.broken == nil }
        let findings = sound.reduce(0) { $0 + $1.applied.count }
        return "\(verb) \(SummaryLine.counted(findings, "finding")) in \(SummaryLine.counted(sound.count, "file"))"
    }

    /// `duplicate-tag (2), wrong-url`, in the order of the ids.
    private static func counts(_ findings: [Diagnostic]) -> String {
        var counts: [String: Int] = [:]
        for finding in findings { counts[finding.id, default: 0] += 1 }
        return counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            .map { $0.value == 1 ? $0.key : "\($0.key) (\($0.value))" }.joined(separator: ", ")
    }
}

extension Profile: ExpressibleByArgument {}

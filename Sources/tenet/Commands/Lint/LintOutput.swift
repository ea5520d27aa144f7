import Checks
import Diagnostics
import Documents
import Queries
import Reports
import SourceText
import Workspace

/// What `tenet lint` tells of a result: findings, repairs, summary, exit status.
struct LintOutput {
    let options: LintOptions
    let settings: Settings
    let usesStandardInput: Bool
    private var baseline: Baseline?

    init(options: LintOptions, settings: Settings, usesStandardInput: Bool) {
        self.options = options
        self.settings = settings
        self.usesStandardInput = usesStandardInput
    }

    func write(_ result: LintResult, seconds: Double, to session: inout Session) {
        for error in result.errors { session.error(error) }
        session.warnOfEmpty(result.emptyFolders)
        for path in result.cut {
            session.warning("\(path) has more findings; the first \(Linter.mostFindings.grouped) are told")
        }
        if options.diff { return writeDiff(result, to: &session) }
        var report = FindingReport(
            sources: result.sources, findings: result.findings, ruleCount: result.ruleCount,
            suppressed: result.suppressed, toolVersion: Tenet.toolVersion)
        report.failures = result.errors.map { ($0.path, $0.message) }
        report.url = { [settings] in settings.url(ofCheck: $0) }
        writeRepairs(result, to: &session)
        if options.writeBaseline { return writeBaseline(report, to: &session) }
        if let baseline { report = apply(baseline, to: report, in: &session) }
        let summary = report.summary
        write(report, to: &session)
        if report.findings.contains(where: { settings.failLevel.isReached(by: $0.severity) }) {
            session.raise(.findings)
        }
        if let most = settings.maxWarnings, summary.warnings > most {
            session.raise(.findings)
            session.note("more warnings than `--max-warnings \(most)`")
        }
        if !result.repairs.isEmpty { session.note(Self.repairSummary(result.repairs, "fixed")) }
        for (language, count) in result.uncheckedQueries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            session.note("\(language.title) queries are not checked yet (\(SummaryLine.counted(count, "rule")))")
        }
        if !result.sources.isEmpty { session.note(SummaryLine.text(summary, seconds: seconds)) }
    }

    /// Reads the known findings, if there are to be any; false after it was told why they cannot be read.
    mutating func readBaseline(in session: inout Session) -> Bool {
        guard let path = settings.baseline, !options.writeBaseline else { return true }
        do throws(InputError) {
            let bytes = try InputFile.readText(path, limit: Self.maximumBaselineBytes)
            do throws(Baseline.Fault) { baseline = try Baseline(bytes) } catch {
                session.error("cannot read \(path): line \(error.line) is none of a baseline")
                return false
            }
            return true
        } catch {
            session.error(error.message, help: "`--write-baseline` makes it from the findings of a run")
            return false
        }
    }

    /// Bytes of a baseline; far more than a rule set has findings.
    private static let maximumBaselineBytes = 256 << 20
    /// Findings that are gone and named one by one.
    private static let mostGone = 5

    private func apply(
        _ baseline: Baseline, to report: FindingReport, in session: inout Session
    ) -> FindingReport {
        let plan = settings.selection.plan
        let result = baseline.applied(to: report, name: nameInBaseline, ran: plan.contains)
        var left = result.report
        left.knownCount = result.knownCount
        if !result.gone.isEmpty {
            let path = settings.baseline ?? ""
            session.note("\(SummaryLine.counted(result.gone.count, "finding")) of \(path) no longer there:")
            for entry in result.gone.prefix(Self.mostGone) { session.note("  \(entry.path): \(entry.id)") }
            let more = result.gone.count - Self.mostGone
            if more > 0 { session.note("  and \(more.grouped) more") }
            session.note("  `--write-baseline` takes them out")
        }
        return left
    }

    private func writeBaseline(_ report: FindingReport, to session: inout Session) {
        guard let path = settings.baseline else { return }
        session.deliver(Baseline.text(report, name: nameInBaseline), to: path)
        if session.status < .unusable {
            session.note("wrote \(SummaryLine.counted(report.findings.count, "known finding")) to \(path)")
        }
    }

    /// Paths in a baseline are relative to it, so that it holds from wherever the run is started.
    private func nameInBaseline(_ path: String) -> String {
        FilePath.shown(path, fromFolderOf: settings.baseline ?? "")
    }

    private static func facts(of id: String) -> CheckFacts? {
        guard let info = CheckSuggestions.check(id)?.info else { return nil }
        return CheckFacts(
            summary: info.summary, rationale: info.rationale, category: info.category.rawValue, severity: info.severity)
    }

    /// Writes findings in the format asked for.
    private func write(_ report: FindingReport, to session: inout Session) {
        // The repaired text of standard input takes standard output; what is left to say goes beside it.
        let isBeside = options.repairs && usesStandardInput && options.output == nil
        let isColored = options.output == nil && (isBeside ? session.colorsErrors : session.colorsOutput)
        if isBeside {
            produce(report, color: isColored) { session.diagnostics(String(decoding: $0, as: UTF8.self)) }
        } else {
            session.deliver(to: options.output) { produce(report, color: isColored, to: $0) }
        }
    }

    /// The report in the format asked for; long ones come in pieces.
    private func produce(_ report: FindingReport, color: Bool, to pass: ([UInt8]) -> Void) {
        let title: (String) -> String? = CheckSelection.summary(of:)
        switch (settings.outputFormat, options.statistics) {
        case (.json, true): pass(StatisticsReport.json(report, title: title))
        case (_, true): pass(Array(StatisticsReport.text(report, title: title).utf8))
        case (.full, false): FullReport.write(report, color: color, sumsUpRepeats: true) { pass(Array($0.utf8)) }
        case (.concise, false): pass(Array(ConciseReport.text(report).utf8))
        case (.json, false): JSONReport.write(report, to: pass)
        case (.jsonl, false): JSONReport.writeLines(report, to: pass)
        case (.sarif, false): pass(SARIFReport.text(report, facts: Self.facts(of:)))
        case (.github, false): pass(GitHubReport.text(report))
        case (.gitlab, false): pass(GitLabReport.text(report))
        case (.junit, false): pass(JUnitReport.text(report))
        case (.checkstyle, false): pass(CheckstyleReport.text(report))
        case (.rdjson, false): pass(ReviewdogReport.text(report))
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
        guard options.repairs, usesStandardInput, !isStandardInputBroken else { return }
        let name = options.stdinFilename ?? RuleLoader.standardInputName
        if let repaired = result.repairs.first(where: { $0.path == InputFile.standardInput && $0.broken == nil }) {
            session.output.write(repaired.fixedBytes)
        } else if let source = result.sources.first(where: { $0.path == name }) {
            session.output.write(source.wholeBytes ?? [])
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

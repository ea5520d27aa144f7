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
        session.report(result.errors)
        session.report(result.scan)
        for path in result.cut {
            session.warning("\(path) has more findings; only the first \(Linter.mostFindings.grouped) are reported")
        }
        if options.diff { return writeDiff(result, to: &session) }
        var report = FindingReport(
            sources: result.sources, findings: result.findings, ruleCount: result.ruleCount,
            suppressed: result.suppressed, toolVersion: Tenet.toolVersion)
        report.failures = result.errors.map { ($0.path, $0.message) }
        report.url = { [settings] in settings.url(ofCheck: $0) }
        report.countsUnsafeFixes = options.unsafeFixes
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
        if options.fix { session.note(Self.fixSummary(result.repairs, "fixed")) }
        for (language, count) in result.uncheckedQueries.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            session.note("\(language.title) queries are not checked yet (\(SummaryLine.counted(count, "rule")))")
        }
        if !result.sources.isEmpty {
            session.note(SummaryLine.text(summary, seconds: seconds))
        } else if let revision = options.changedSince, result.errors.isEmpty {
            session.note("no rule file has changed since \(revision)")
        }
    }

    /// Reads the known findings, if there are to be any; false after it was reported why they cannot be read.
    mutating func readBaseline(in session: inout Session) -> Bool {
        guard let path = settings.baseline, !options.writeBaseline else { return true }
        do throws(InputError) {
            let bytes = try InputFile.readText(path, limit: Self.maximumBaselineBytes)
            do throws(Baseline.ReadError) { baseline = try Baseline(bytes) } catch {
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
            session.note("  `--write-baseline` removes them")
        }
        return left
    }

    private func writeBaseline(_ report: FindingReport, to session: inout Session) {
        guard let path = settings.baseline else { return }
        if session.deliver(Baseline.text(report, name: nameInBaseline), to: path) {
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
        let isBeside = options.fix && usesStandardInput && options.output == nil
        let isColored = options.output == nil && (isBeside ? session.colorsErrors : session.colorsOutput)
        let style = Style(
            color: isColored, width: options.output == nil ? Terminal.width(isBeside ? .error : .output) : nil,
            sumsUpRepeats: !session.isVerbose)
        if isBeside {
            produce(report, style) { session.diagnostics(String(decoding: $0, as: UTF8.self)) }
        } else {
            session.deliver(to: options.output) { produce(report, style, to: $0) }
        }
    }

    /// How findings for people look.
    private struct Style {
        var color: Bool
        /// Columns of the terminal; nil where the output is none.
        var width: Int?
        /// Whether a finding that is the same in many files is counted after the first ones.
        var sumsUpRepeats: Bool
    }

    /// The report in the format asked for; long ones come in pieces.
    private func produce(_ report: FindingReport, _ style: Style, to pass: ([UInt8]) -> Void) {
        let title: (String) -> String? = CheckSelection.summary(of:)
        switch (settings.outputFormat, options.statistics) {
        case (.json, true): pass(StatisticsReport.json(report, title: title))
        case (_, true): pass(Array(StatisticsReport.text(report, title: title).utf8))
        case (.full, false):
            FullReport.write(report, color: style.color, width: style.width, sumsUpRepeats: style.sumsUpRepeats) {
                pass(Array($0.utf8))
            }
        case (.concise, false): pass(Array(ConciseReport.text(report, color: style.color).utf8))
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

    /// Writes fixed files with `--fix`, each whole or not at all; `repairs` of the result keeps those that were written.
    /// Returns false if a file of a path could not be written, so that its findings are still there.
    func writeFixes(_ result: inout LintResult, to session: inout Session) -> Bool {
        guard options.fix, !options.diff else { return true }
        var written: [Repair] = []
        var isWhole = true
        for repair in result.repairs {
            if let broken = repair.broken { reportBroken(broken, repair, in: &session) }
            if repair.applied.isEmpty { continue }
            if repair.path != InputFile.standardInput, !session.deliver(repair.fixedBytes, to: repair.path) {
                isWhole = false
                continue
            }
            written.append(repair)
            if repair.path != InputFile.standardInput {
                session.note("fixed \(repair.path): \(Self.counts(repair.applied))")
            }
        }
        result.repairs = written
        if usesStandardInput { writeStandardInput(result, to: &session) }
        // Standard input cannot be read again.
        return isWhole || usesStandardInput
    }

    /// The fixed text of standard input, or the text as it came.
    private func writeStandardInput(_ result: LintResult, to session: inout Session) {
        if result.errors.contains(where: { $0.path == InputFile.standardInput }) { return }
        if let fixed = result.repairs.first(where: { $0.path == InputFile.standardInput }) {
            session.output.write(fixed.fixedBytes)
        } else if let source = result.standardInput {
            session.output.write(source.wholeBytes ?? [])
        }
    }

    private func reportBroken(_ finding: Diagnostic, _ repair: Repair, in session: inout Session) {
        session.error(
            "internal error: the fix of `\(finding.id)` would break \(repair.original.path); it was not applied",
            help: "please report it with the rule", status: .fault)
    }

    private func writeDiff(_ result: LintResult, to session: inout Session) {
        for repair in result.repairs {
            if let broken = repair.broken { reportBroken(broken, repair, in: &session) }
            if repair.applied.isEmpty { continue }
            session.raise(.findings)
            session.writeDiff(old: repair.original.bytes, new: repair.fixedBytes, path: repair.original.path)
        }
        session.note(Self.fixSummary(result.repairs, "would fix"))
    }

    /// `fixed 4 findings in 3 files`.
    private static func fixSummary(_ repairs: [Repair], _ verb: String) -> String {
        let sound = repairs.filter { !$0.applied.isEmpty }
        if sound.isEmpty { return "nothing to fix" }
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

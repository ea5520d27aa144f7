import ArgumentParser
import Diagnostics
import Documents
import Reports
import SourceText
import Workspace

/// `tenet format`: gives rule files one layout.
struct FormatCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "format", abstract: "Rewrite rule files in canonical layout; comments and meaning stay.",
        discussion: """
            Keys are in the order in which Elastic's own tools write them, short lists on one line, tables separated by blank lines.
            What is inside long texts stays as it is. Exit status: 0 fine, 1 syntax errors, or a file would change \
            (--check, --diff), 2 unusable input or output, 3 wrong usage, 70 a file whose meaning would not have been kept.

            Examples:
              tenet format rules
              tenet format --check --diff rules
            """)

    @Argument(
        help: "Rule files and folders; - is standard input, laid out on standard output (default: as in tenet.toml).",
        completion: .rules)
    var paths: [String] = []

    @Flag(help: "Change nothing; print the files that would change.")
    var check = false

    @Flag(help: "Change nothing; print what would change as a unified diff.")
    var diff = false

    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?

    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    /// How many files came out how.
    private struct Counts {
        var changed = 0
        var unchanged = 0
        var broken = 0
    }

    func run(in session: inout Session) throws(UsageError) {
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        let start = paths.first == InputFile.standardInput ? [stdinFilename ?? "."] : paths
        let settings = try session.settings(for: start, scope)
        let result = Formatter.format(
            settings.paths(paths), settings.files, jobs: session.jobs, standardInputName: stdinFilename,
            progress: ProgressLine(verb: "laid out", isQuiet: session.isQuiet)?.show)
        session.report(result.errors)
        session.report(result.scan)
        tellBroken(result, to: &session)
        var counts = Counts()
        for file in result.files {
            switch file.outcome {
            case .unchanged:
                counts.unchanged += 1
                passThrough(file, to: &session)
            case .changed(let bytes):
                if take(bytes, of: file, to: &session) { counts.changed += 1 }
            case .broken:
                counts.broken += 1
                passThrough(file, to: &session)
            case .unproven(let difference):
                session.error(
                    "the layout of \(file.source.path) would not keep it: \(difference.text); the file is left as it was",
                    help: "internal error: please report it with the rule", status: .fault)
                passThrough(file, to: &session)
            }
        }
        if !result.files.isEmpty { session.note(summary(counts)) }
    }

    private var changesNothing: Bool { check || diff }

    /// Writes a new layout where it belongs; whether that went well.
    private func take(_ bytes: [UInt8], of file: FormatResult.File, to session: inout Session) -> Bool {
        if diff {
            session.writeDiff(old: file.source.bytes, new: bytes, path: file.source.path)
        } else if check {
            session.output.write(file.source.path + "\n")
        } else if file.path == InputFile.standardInput {
            session.output.write(bytes)
        } else {
            do throws(OutputError) {
                try AtomicFile.write(bytes, to: file.path)
            } catch {
                session.error(error)
                return false
            }
        }
        if changesNothing { session.raise(.findings) }
        return true
    }

    /// What comes from standard input goes to standard output, also where nothing can be done to it.
    private func passThrough(_ file: FormatResult.File, to session: inout Session) {
        guard file.path == InputFile.standardInput, !changesNothing else { return }
        session.output.write(file.source.bytes)
    }

    /// The syntax errors of files that are left alone.
    private func tellBroken(_ result: FormatResult, to session: inout Session) {
        var findings: [Diagnostic] = []
        for file in result.files {
            if case .broken(let errors) = file.outcome { findings += errors }
        }
        guard !findings.isEmpty else { return }
        session.raise(.findings)
        let report = FindingReport(
            sources: result.files.map(\.source), findings: findings.sorted(by: Diagnostic.precedes), ruleCount: 0,
            suppressed: [], toolVersion: Tenet.toolVersion)
        // Standard output is for the laid out text, the names or the diff.
        session.diagnostics(FullReport.text(report, color: session.colorsErrors, width: Terminal.width(.error)))
    }

    /// `reformatted 3 files, 40 unchanged`.
    private func summary(_ counts: Counts) -> String {
        let verb = changesNothing ? "would reformat" : "reformatted"
        var parts: [String] = []
        if counts.changed > 0 { parts.append("\(verb) \(SummaryLine.counted(counts.changed, "file"))") }
        if counts.unchanged > 0 {
            parts.append(
                counts.changed > 0
                    ? "\(counts.unchanged.grouped) unchanged"
                    : "\(SummaryLine.counted(counts.unchanged, "file")) unchanged")
        }
        if counts.broken > 0 { parts.append("\(counts.broken.grouped) with syntax errors left alone") }
        return parts.isEmpty ? "nothing was reformatted" : parts.joined(separator: ", ")
    }
}

import Diagnostics
import Documents
import Reports
import Rules
import SourceText
import Workspace

/// One run of a command: its streams, its messages, its exit status.
struct Session: ~Copyable {
    /// Results. The one way to standard output.
    var output = OutputStream.standardOutput()
    /// Threads to use; the settings of the run may say.
    var jobs: Int
    /// What the flag says.
    let givenJobs: Int?
    let isQuiet: Bool
    /// Whether every line of what is otherwise summed up is written.
    let isVerbose: Bool
    /// Whether each stream is colored.
    let colorsOutput: Bool
    let colorsErrors: Bool
    private var errors = OutputStream.standardError()
    private(set) var status = ExitStatus.success
    /// Files that were read: no result is written over one of them.
    private var inputs: Set<String> = []

    init(_ options: GlobalOptions) {
        jobs = options.workers
        givenJobs = options.jobs
        isQuiet = options.quiet
        isVerbose = options.verbose
        colorsOutput = Terminal.usesColor(options.color, on: .output)
        colorsErrors = Terminal.usesColor(options.color, on: .error)
    }

    /// Notes files that were read.
    mutating func noteInputs(_ paths: some Sequence<String>) { inputs.formUnion(paths.map(FilePath.real)) }

    /// The exit status becomes at least this one.
    mutating func raise(_ other: ExitStatus) { status.raise(to: other) }

    /// An error of the run itself, not a finding: one line on standard error. The status becomes at least `status`.
    mutating func error(_ message: String, help: String? = nil, status: ExitStatus = .unusable) {
        say("error", "31", message, help)
        raise(status)
    }

    mutating func error(_ error: InputError) { self.error(error.message, help: error.help) }
    /// Inputs that could not be used: a line each, or one with a count for many of a kind, which `--verbose` lists.
    mutating func report(_ errors: [InputError]) {
        var counts: [String: Int] = [:]
        for error in errors { counts[error.kind, default: 0] += 1 }
        var reported: Set<String> = []
        for error in errors {
            let count = counts[error.kind] ?? 1
            if isVerbose || count <= Self.mostOfAKind {
                self.error(error)
            } else if reported.insert(error.kind).inserted {
                self.error(
                    "cannot read \(count.grouped) files, \(error.path) among them: \(error.kind)",
                    help: "`--verbose` lists them")
            }
        }
    }

    /// Errors of one kind that are listed without `--verbose`.
    private static let mostOfAKind = 5

    mutating func error(_ error: OutputError) { self.error(error.message) }

    /// Something that deserves attention and changes no exit status.
    mutating func warning(_ message: String, help: String? = nil) { say("warning", "33", message, help) }

    /// A line on standard error that `--quiet` omits: a summary, what was written where.
    mutating func note(_ line: String) {
        guard !isQuiet else { return }
        output.flush()
        errors.line(Printable.text(line))
    }

    /// Lines for standard error that are part of the result (findings of an input that could not be used).
    mutating func diagnostics(_ text: String) {
        output.flush()
        errors.write(text)
    }

    /// Hands a result to a file, or to standard output without one. Returns whether it was written; standard output
    /// says so only at the end of the run.
    @discardableResult
    mutating func deliver(_ bytes: [UInt8], to path: String?) -> Bool {
        guard let path, path != InputFile.standardInput else {
            output.write(bytes)
            return true
        }
        guard !inputs.contains(FilePath.real(path)) else {
            error("\(path) is an input of this run and is not overwritten", help: "write to another file with `-o`")
            return false
        }
        do throws(OutputError) {
            try AtomicFile.write(bytes, to: path)
            return true
        } catch {
            self.error(error)
            return false
        }
    }

    /// Writes what differs between two texts of a file to standard output, as a unified diff.
    mutating func writeDiff(old: [UInt8], new: [UInt8], path: String) {
        let text = UnifiedDiff.text(old: old, new: new, path: path)
        output.write(colorsOutput ? ColoredDiff.text(text) : text)
    }

    /// The same for results that come in pieces; a file is written when it is whole.
    mutating func deliver(to path: String?, _ produce: (_ pass: ([UInt8]) -> Void) -> Void) {
        guard let path, path != InputFile.standardInput else { return produce { output.write($0) } }
        var bytes: [UInt8] = []
        produce { bytes += $0 }
        deliver(bytes, to: path)
    }

    /// Tells what could not be loaded, and folders that hold no rule.
    mutating func report(_ loaded: LoadedRules) {
        report(loaded.errors)
        report(loaded.scan)
    }

    /// Reports folders that were named and gave no rule, and counts the files that were passed over by kind.
    mutating func report(_ scan: FolderScan) {
        let endings = RuleFileName.endings.joined(separator: " ")
        for folder in scan.emptyFolders {
            warning("no rule files under \(Self.folderName(folder)) (looked for \(endings))")
        }
        for folder in scan.unread {
            let name = Self.folderName(folder.path)
            let exports = SummaryLine.counted(folder.exports, "`.ndjson` or `.json` file")
            if folder.files == 0 {
                error(
                    "no rule was read under \(name): it holds \(exports)",
                    help: "name the files, or use `--exports` to read them")
            } else {
                let files = SummaryLine.counted(folder.files, "file")
                error(
                    "no rule was read under \(name): none of its \(files) holds a rule",
                    help: folder.exports > 0
                        ? "use `--exports` to read its \(exports)"
                        : "name a file to see what it is instead")
            }
        }
        if !scan.skipped.isEmpty { note("skipped \(scan.skippedText)") }
    }

    private static func folderName(_ path: String) -> String { path.hasSuffix("/") ? path : path + "/" }

    /// Writes what is left and gives the exit status.
    mutating func finish() -> ExitStatus {
        output.flush()
        if let failure = output.failure { error("cannot write to standard output: \(failure.text)") }
        return status
    }

    private mutating func say(_ word: String, _ color: String, _ message: String, _ help: String?) {
        output.flush()
        let head = colorsErrors ? "\u{1B}[1;\(color)m\(word)\u{1B}[0m" : word
        errors.line("\(head): \(Printable.text(message))")
        if let help { errors.line("  = help: \(Printable.text(help))") }
    }
}

import Diagnostics
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
    /// Whether each stream is coloured.
    let colorsOutput: Bool
    let colorsErrors: Bool
    private var errors = OutputStream.standardError()
    private(set) var status = ExitStatus.success

    init(_ options: GlobalOptions) {
        jobs = options.workers
        givenJobs = options.jobs
        isQuiet = options.quiet
        colorsOutput = Terminal.usesColor(options.color, on: .output)
        colorsErrors = Terminal.usesColor(options.color, on: .error)
    }

    /// The exit status becomes at least this one.
    mutating func raise(_ other: ExitStatus) { status.raise(to: other) }

    /// An error of the run itself, not a finding: one line on standard error. The status becomes at least `status`.
    mutating func error(_ message: String, help: String? = nil, status: ExitStatus = .unusable) {
        say("error", "31", message, help)
        raise(status)
    }

    mutating func error(_ error: InputError) { self.error(error.message) }
    mutating func error(_ error: OutputError) { self.error(error.message) }

    /// Something that deserves attention and changes no exit status.
    mutating func warning(_ message: String, help: String? = nil) { say("warning", "33", message, help) }

    /// A line on standard error that `--quiet` leaves out: a summary, what was written where.
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

    /// Hands a result to a file, or to standard output without one.
    mutating func deliver(_ bytes: [UInt8], to path: String?) {
        guard let path, path != InputFile.standardInput else { return output.write(bytes) }
        do throws(OutputError) { try AtomicFile.write(bytes, to: path) } catch { self.error(error) }
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
        for error in loaded.errors { self.error(error) }
        warnOfEmpty(loaded.emptyFolders)
    }

    /// Warns of folders that were named and hold no rule file.
    mutating func warnOfEmpty(_ folders: [String]) {
        for folder in folders {
            let name = folder.hasSuffix("/") ? folder : folder + "/"
            warning("no rule files under \(name) (looked for \(RuleFiles.endings.joined(separator: " ")))")
        }
    }

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

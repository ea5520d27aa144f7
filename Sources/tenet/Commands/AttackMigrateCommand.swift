import ArgumentParser
import Checks
import Diagnostics
import Documents
import Reports
import Schemas
import SourceText
import Workspace

/// `tenet attack migrate`: rule files from one version of ATT&CK into another.
struct AttackMigrateCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Rewrite the ATT&CK entries and tactic tags of rule files for another version.",
        discussion: """
            Tactics that were split or renamed, moved techniques and revoked ids are rewritten in the files; comments and \
            layout stay. Where the profile compares updated_date with the change, it becomes today. What cannot be decided \
            is reported with its place and left (exit status 1).

            Examples:
              tenet attack migrate --to 19 --diff rules
              tenet attack migrate --to 19 rules
            """)

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).", completion: .rules) var paths:
        [String] = []
    @Option(help: ArgumentHelp("The version to reach: 18 or 19.", valueName: "version")) var to: AttackMatrix.Version
    @Flag(help: "Print the changes as a unified diff and write nothing; exit status 1 if there are any.") var diff =
        false
    @Flag(help: "Name the files that would change and write nothing; exit status 1 if there are any.") var check = false
    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?
    @Option(
        help: ArgumentHelp(
            "Also set updated_date where this profile compares it with the change.", valueName: "profile"))
    var profile: Profile?
    @OptionGroup var configuration: ConfigurationFileOption
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if diff, check { throw UsageError("`--diff` and `--check` are two ways to write nothing") }
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        var flags: Settings.Flags = []
        flags.add(.profile, profile?.rawValue, "--profile")
        let settings = try session.settings(for: paths, configuration, flags)
        let date = UpdatedDate(settings.selection.plan, today: WallClock.today)
        let result = AttackMigration.run(
            paths, to: to, date: date, jobs: session.jobs, standardInputName: stdinFilename)
        session.report(result.errors)
        session.report(result.scan)
        for path in result.broken {
            session.error(
                "rewriting would break \(path); the file is left as it was",
                help: "internal error: please report it with the rule", status: .fault)
        }
        let written = write(result, in: &session)
        if !result.findings.isEmpty {
            session.tell(result.findings, of: result.sources)
            session.raise(.findings)
        }
        let verb = diff || check ? "would change" : "changed"
        let files = SummaryLine.counted(written, "file")
        let left =
            result.findings.isEmpty ? "" : ", \(SummaryLine.counted(result.findings.count, "place")) left to decide"
        if result.changes.isEmpty, result.findings.isEmpty {
            let all = SummaryLine.counted(result.sources.count, "file")
            return session.note("nothing to change for ATT&CK \(to.rawValue) in \(all)")
        }
        session.note("\(verb) \(files) of \(result.sources.count) for ATT&CK \(to.rawValue)\(left)")
    }

    /// Returns how many files were written, or would be.
    private func write(_ result: AttackMigration.Result, in session: inout Session) -> Int {
        var written = 0
        for change in result.changes {
            let path = change.source.path
            if diff {
                session.raise(.findings)
                session.writeDiff(old: change.source.bytes, new: change.bytes, path: path)
            } else if check {
                session.raise(.findings)
                session.output.line(path)
            } else if change.path != InputFile.standardInput {
                guard session.deliver(change.bytes, to: change.path) else { continue }
            }
            written += 1
        }
        guard !diff, !check, let source = result.standardInput else { return written }
        session.output.write(result.changes.first { $0.source.id == source.id }?.bytes ?? source.bytes)
        return written
    }
}

extension AttackMatrix.Version: ExpressibleByArgument {
    /// `19` or `19.0`.
    public init?(argument: String) { self.init(name: argument) }
}

import ArgumentParser
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
            layout stay. What cannot be decided is reported with its place and left (exit status 1).

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
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if diff, check { throw UsageError("`--diff` and `--check` are two ways to write nothing") }
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        let result = AttackMigration.run(paths, to: to, jobs: session.jobs, standardInputName: stdinFilename)
        session.report(result.errors)
        session.report(result.scan)
        for path in result.broken {
            session.error(
                "rewriting would break \(path); the file is left as it was",
                help: "internal error: please report it with the rule", status: .fault)
        }
        write(result, in: &session)
        if !result.findings.isEmpty {
            session.tell(result.findings, of: result.sources)
            session.raise(.findings)
        }
        let verb = diff || check ? "would change" : "changed"
        let files = SummaryLine.counted(result.changes.count, "file")
        let left =
            result.findings.isEmpty ? "" : ", \(SummaryLine.counted(result.findings.count, "place")) left to decide"
        if result.changes.isEmpty, result.findings.isEmpty {
            let all = SummaryLine.counted(result.sources.count, "file")
            return session.note("nothing to change for ATT&CK \(to.rawValue) in \(all)")
        }
        session.note("\(verb) \(files) of \(result.sources.count) for ATT&CK \(to.rawValue)\(left)")
    }

    private func write(_ result: AttackMigration.Result, in session: inout Session) {
        for change in result.changes {
            let path = change.source.path
            if diff {
                session.raise(.findings)
                session.writeDiff(old: change.source.bytes, new: change.bytes, path: path)
            } else if check {
                session.raise(.findings)
                session.output.line(path)
            } else if change.path != InputFile.standardInput {
                do throws(OutputError) { try AtomicFile.write(change.bytes, to: change.path) } catch {
                    session.error(error)
                }
            }
        }
        guard !diff, !check, let source = result.standardInput else { return }
        session.output.write(result.changes.first { $0.source.id == source.id }?.bytes ?? source.bytes)
    }
}

extension AttackMatrix.Version: ExpressibleByArgument {
    /// `19` or `19.0`.
    public init?(argument: String) { self.init(name: argument) }
}

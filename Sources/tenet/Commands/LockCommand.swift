import ArgumentParser
import Documents
import Reports
import SourceText
import Workspace

/// `tenet lock`: the file of published versions.
struct LockCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock", abstract: "Keep the version lock, the file of published versions.",
        subcommands: [Update.self, Check.self])

    /// What both subcommands take.
    struct Options: ParsableArguments {
        @Argument(help: "Rule files and folders (default: rules/).", completion: .rules) var paths: [String] = []

        @Option(
            help: ArgumentHelp("The version lock (default: as tenet.toml says); made if need be.", valueName: "file"),
            completion: .file(extensions: ["json"]))
        var versionLock: String?

        @Option(
            help: ArgumentHelp(
                "The list of deprecated rules (default: deprecated_rules.json beside the lock).", valueName: "file"),
            completion: .file(extensions: ["json"]))
        var deprecated: String?

        @Option(help: ArgumentHelp("The stack that is published for (default: 9.6).", valueName: "X.Y"))
        var stack: String?

        @Option(
            help: ArgumentHelp(
                "Give this rule a new version whatever its hash says; for ES|QL rules that changed.",
                valueName: "rule_id"))
        var bump: [String] = []

        @OptionGroup var scope: ConfigurationOptions
        @OptionGroup var global: GlobalOptions
    }

    /// `tenet lock update`.
    struct Update: Command {
        static let configuration = CommandConfiguration(
            commandName: "update", abstract: "Give changed rules their next version.",
            discussion: """
                Production rules whose content differs from what was locked get the next version, new ones the first; all \
                other entries stay byte for byte. A rule with a newer min_stack_version than before leaves its old version, \
                and a hundred more, to the older stacks. Deprecated rules are put on their list. Each change is a line on \
                standard output. The locked hash of most ES|QL rules covers the columns of their result, which only a \
                cluster knows: those are left as they are and counted.

                Examples:
                  tenet lock update --version-lock version.lock.json rules
                  tenet lock update --diff rules
                """)

        @Flag(help: "Write nothing; exit status 1 if there are changes.") var check = false
        @Flag(help: "Print the changes as a unified diff and write nothing; exit status 1 if there are any.") var diff =
            false
        @OptionGroup var options: Options

        var global: GlobalOptions { options.global }

        func run(in session: inout Session) throws(UsageError) {
            if diff, check { throw UsageError("`--diff` and `--check` are two ways to write nothing") }
            try options.run(check ? .check : diff ? .diff : .write, in: &session)
        }
    }

    /// `tenet lock check`.
    struct Check: Command {
        static let configuration = CommandConfiguration(
            commandName: "check",
            abstract: "Report what `lock update` would change; exit status 1 if there is anything.",
            discussion: """
                Examples:
                  tenet lock check --version-lock version.lock.json rules
                  tenet lock check --stack 8.19 rules
                """)

        @OptionGroup var options: Options

        var global: GlobalOptions { options.global }

        func run(in session: inout Session) throws(UsageError) { try options.run(.check, in: &session) }
    }
}

extension LockCommand.Options {
    enum Mode { case write, check, diff }

    func run(_ mode: Mode, in session: inout Session) throws(UsageError) {
        var flags: Settings.Flags = []
        flags.add(.stack, stack, "--stack")
        flags.add(.versionLock, versionLock, "--version-lock")
        let settings = try session.settings(for: paths, scope, flags)
        guard let path = settings.versionLock else {
            throw UsageError("no version lock is named", help: "`--version-lock FILE`, or `version-lock` in tenet.toml")
        }
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let list = deprecated ?? "\(folder)deprecated_rules.json"
        for name in [path, list] where name.hasSuffix(".gz") || name == InputFile.standardInput {
            throw UsageError("`\(name)` cannot be written back", help: "name a file that is not packed")
        }
        var updater: LockUpdater
        do throws(InputError) {
            updater = LockUpdater(
                lock: try VersionLockFile(path, isOptional: true),
                deprecated: try VersionLockFile(list, isOptional: true),
                stack: settings.stack)
        } catch {
            return session.error(error)
        }
        updater.forced = Set(bump)
        updater.jobs = session.jobs
        guard let loaded = session.load(paths, settings) else { return }
        session.report(loaded)
        let result = updater.update(loaded)
        session.report(result.faults, of: loaded)
        tell(result, mode, in: &session)
    }

    private func tell(_ result: LockUpdater.Result, _ mode: Mode, in session: inout Session) {
        if mode == .diff {
            for file in result.files {
                session.writeDiff(old: file.old.bytes, new: file.new, path: file.old.path)
            }
        } else {
            for change in result.changes { session.output.line(Self.line(change)) }
        }
        if mode != .write, !result.files.isEmpty { session.raise(.findings) }
        if mode == .write {
            for file in result.files { session.deliver(file.new, to: file.old.path) }
        }
        if !result.unknown.isEmpty {
            session.note(
                "\(SummaryLine.counted(result.unknown.count, "ES|QL rule")) could not be compared and stay as they are"
                    + " (`--bump RULE_ID` gives one a new version)")
        }
        guard session.status < .unusable else { return }
        let verb = mode == .write ? "changed" : "would change"
        session.note("\(verb) \(SummaryLine.counted(result.changes.count, "rule"))")
    }

    /// `rules/a.toml: 3f0c… 104 -> 105 (content)`.
    private static func line(_ change: LockUpdater.Change) -> String {
        var text = "\(change.path): \(change.ruleID)"
        if let after = change.after { text += " \(change.before.map(String.init) ?? "-") -> \(after)" }
        return text + " (\(change.reasons.joined(separator: ", ")))"
    }
}

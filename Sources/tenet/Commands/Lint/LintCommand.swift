import ArgumentParser
import Checks
import Diagnostics
import Reports
import SourceText
import Workspace

/// `tenet lint`: checks rule files and repairs what can be repaired.
struct LintCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check rule files.",
        discussion: """
            Exit status: 0 fine, 1 findings at the fail level, 2 unusable input or output, 3 wrong usage.

            Examples:
              tenet lint rules --profile elastic
              tenet lint --fix --diff rules/windows

            `tenet explain ID` describes a check; `tenet checks` lists all.
            """)

    @Argument(
        help: "Rule files and folders; - is standard input (default: what tenet.toml says, else rules/).",
        completion: .rules)
    var paths: [String] = []

    @OptionGroup var options: LintOptions
    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    /// What one run needs.
    private struct Plan {
        var paths: [String]
        var linting: Linter.Options
        var output: LintOutput
    }

    private var usesStandardInput: Bool { paths.contains(InputFile.standardInput) }

    func run(in session: inout Session) throws(UsageError) {
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        try options.check(usesStandardInput: usesStandardInput)
        if options.watch { return try watch(in: &session) }
        guard var plan = try plan(in: &session) else { return }
        let clock = Stopwatch()
        var workspace = Workspace(plan.paths, keepsResults: false)
        let found = workspace.find(plan.linting.settings.files)
        guard compare(&plan.linting, with: found, in: &session) else { return }
        guard var result = workspace.snapshot(.run(plan.linting)).lint() else { return }
        if options.output != nil || options.writeBaseline { session.noteInputs(result.sources.map(\.path)) }
        writeFixes(of: &result, &workspace, plan, in: &session)
        plan.output.write(result, seconds: clock.seconds, to: &session)
    }

    /// Writes fixed files; where one could not be written, the result becomes that of the files as they are.
    private func writeFixes(
        of result: inout LintResult, _ workspace: inout Workspace, _ plan: Plan, in session: inout Session
    ) {
        if plan.output.writeFixes(&result, to: &session) { return }
        var linting = plan.linting
        linting.fixes = nil
        guard var unfixed = workspace.snapshot(.run(linting)).lint() else { return }
        unfixed.repairs = result.repairs
        result = unfixed
    }

    /// The settings and what they name; nil where a file that they name cannot be used, which is reported.
    private func plan(in session: inout Session) throws(UsageError) -> Plan? {
        let start = paths.first == InputFile.standardInput ? [options.stdinFilename ?? "."] : paths
        let settings = try session.settings(for: start, scope, options.flags + ownFields.flags)
        try options.check(settings)
        var linting = Linter.Options()
        linting.jobs = session.jobs
        linting.standardInputName = options.stdinFilename
        linting.settings = settings
        linting.fixes = options.fixes
        linting.progress = ProgressLine(verb: "checked", isQuiet: session.isQuiet)?.show
        guard let own = session.ownFields(settings) else { return nil }
        do throws(InputError) { linting.context = try settings.context } catch {
            session.error(error)
            return nil
        }
        linting.context.fields = own
        var output = LintOutput(options: options, settings: settings, usesStandardInput: usesStandardInput)
        guard output.readBaseline(in: &session) else { return nil }
        return Plan(paths: settings.paths(paths), linting: linting, output: output)
    }

    /// Asks git what changed, if that is wanted; false after it was reported why that is not known.
    private func compare(_ linting: inout Linter.Options, with found: RuleFiles, in session: inout Session) -> Bool {
        guard let revision = options.changedSince else { return true }
        do throws(RevisionError) {
            linting.changes = try RevisionChanges.read(since: revision, files: found.paths)
            return true
        } catch {
            session.error(error.message, help: error.help)
            return false
        }
    }

    /// Lints whenever something changes, until the user ends it: the signal's handler ends the process.
    private func watch(in session: inout Session) throws(UsageError) {
        while !session.output.isClosed {
            guard var plan = try plan(in: &session) else { return }
            let settings = FileWatch(plan.linting.settings.sourceFiles)
            var workspace = Workspace(plan.paths)
            plan.linting.progress = nil
            while !settings.hasChanged, !session.output.isClosed {
                let clock = Stopwatch()
                let found = workspace.find(plan.linting.settings.files, besides: plan.linting.settings.sourceFiles)
                guard compare(&plan.linting, with: found, in: &session) else { return }
                guard var result = workspace.snapshot(.run(plan.linting)).lint() else { return }
                session.beginScreen()
                writeFixes(of: &result, &workspace, plan, in: &session)
                plan.output.write(result, seconds: clock.seconds, to: &session)
                session.note("watching \(SummaryLine.counted(found.paths.count, "file")) — press Ctrl-C to end")
                session.output.flush()
                workspace.wait()
            }
        }
    }
}

extension Session {
    /// Takes away what a terminal shows; elsewhere results follow one another.
    fileprivate mutating func beginScreen() {
        if Terminal.isTerminal(.output) { output.write("\u{1B}[2J\u{1B}[3J\u{1B}[H") }
    }
}

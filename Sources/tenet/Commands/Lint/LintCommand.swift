import ArgumentParser
import Checks
import Diagnostics
import Reports
import Workspace

/// `tenet lint`: checks rule files and repairs what can be repaired.
struct LintCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check rule files.",
        discussion: "Exit status: 0 fine, 1 findings at the fail level, 2 unusable input or output, 3 wrong usage.")

    @Argument(help: "Rule files and folders; - is standard input (default: what tenet.toml says, else rules/).")
    var paths: [String] = []

    @OptionGroup var options: LintOptions
    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        let start = paths.first == InputFile.standardInput ? [options.stdinFilename ?? "."] : paths
        let settings = try session.settings(for: start, scope, options.flags + ownFields.flags)
        try options.check(settings)
        guard let linting = linting(settings, in: &session) else { return }
        let watch = Stopwatch()
        let result = Linter.lint(settings.paths(paths), linting)
        let output = LintOutput(
            options: options, settings: settings, usesStandardInput: paths.contains(InputFile.standardInput))
        output.write(result, seconds: watch.seconds, to: &session)
    }

    /// What the linter is given; nil where a file that the settings name cannot be read, which is told.
    private func linting(_ settings: Settings, in session: inout Session) -> Linter.Options? {
        var linting = Linter.Options()
        linting.jobs = session.jobs
        linting.standardInputName = options.stdinFilename
        linting.settings = settings
        if options.repairs || options.diff { linting.fixes = options.unsafeFixes ? .unsafe : .safe }
        linting.progress = ProgressLine(verb: "checked", isQuiet: session.isQuiet)
        guard let own = session.ownFields(settings) else { return nil }
        do throws(InputError) {
            linting.context = try settings.context
            linting.context.fields = own
            return linting
        } catch {
            session.error(error)
            return nil
        }
    }
}

import ArgumentParser
import Machine
import Schemas
import SourceText
import Workspace

/// `tenet compile`: rules into one program file.
struct CompileCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "compile", abstract: "Compile rules into a program file.",
        discussion: """
            Rules with errors are reported on standard error (exit status 2), and rules of a kind that cannot be run yet \
            are counted there; the others are written.

            Examples:
              tenet compile -o rules.program rules
              tenet compile --stats -o rules.program rules/windows rules/linux
            """)

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).", completion: .rules)
    var paths: [String] = []

    @Option(
        name: [.customShort("o"), .long], help: ArgumentHelp("The program file to write.", valueName: "file"),
        completion: .file())
    var output: String

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Events such as the program will run over, or a table of `tenet fields sample`: rules are looked up by what is rare in them. Repeatable.",
            valueName: "file"), completion: .file())
    var sample: [String] = []

    @Flag(help: "Write the sizes of the program to standard error as a JSON line.")
    var stats = false

    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let settings = try session.settings(for: paths, scope, ownFields.flags)
        guard let loaded = session.load(paths, settings) else { return }
        var frequencies = FieldFrequencies.builtIn
        if !sample.isEmpty {
            session.noteInputs(sample)
            guard let own = session.frequencies(of: sample) else { return }
            frequencies = own
        }
        let compiled = RuleProgram.compile(loaded, frequencies)
        session.report(compiled)
        guard compiled.program.ruleCount > 0 else {
            return session.error("no rule was compiled, so \(output) is not written")
        }
        let bytes = compiled.program.encoded()
        guard bytes.count <= Program.maximumBytes else {
            return session.error("the program is larger than the limit of \(Program.maximumBytes >> 20) MiB")
        }
        guard session.deliver(bytes, to: output) else { return }
        if stats {
            session.diagnostics(
                CompileStatisticsLine.text(compiled.program, compiled.passes, bytes: bytes.count) + "\n")
        }
        session.note("compiled \(compiled.program.ruleCount) of \(compiled.ruleCount) rules, \(bytes.count) bytes")
    }
}

extension Session {
    /// Tells what of a rule program could not be loaded or compiled.
    mutating func report(_ loaded: RuleProgram) {
        report(loaded.errors)
        for (path, reason) in loaded.damaged { error("\(path) is \(reason)") }
        report(loaded.scan)
        for line in loaded.missingEngines { warning(line) }
        if !loaded.notices.isEmpty { tell(loaded.notices, of: loaded.sources) }
        guard !loaded.findings.isEmpty else { return }
        tell(loaded.findings, of: loaded.sources)
        raise(.unusable)
    }
}

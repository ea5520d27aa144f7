import ArgumentParser
import Diagnostics
import Reports
import Schemas
import Workspace

/// `tenet convert`: writes rules in the formats of other tools.
struct ConvertCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert rules to other formats.",
        discussion: """
            kibana writes a JSON object a line, as Kibana's API takes it, in the order of the paths; ndjson writes the \
            same as a file for Kibana's rule import. Rules that cannot be read are named and left out.
            """)

    @Argument(help: "Rule files and folders; - is standard input (default: rules/).")
    var paths: [String] = []

    @Option(help: ArgumentHelp("What to write: kibana, ndjson.", valueName: "format"))
    var to: String

    @Option(help: ArgumentHelp("The stack that will run the rules (default: 9.6).", valueName: "X.Y"))
    var stack: String?

    @Option(name: [.customShort("o"), .long], help: ArgumentHelp("Write to a file.", valueName: "file"))
    var output: String?

    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    /// Formats that `--to` will take one day.
    private static let planned = ["asset", "dsl", "kuery", "eql", "esql", "lucene", "toml", "yaml"]

    func run(in session: inout Session) throws(UsageError) {
        let format = try format()
        var flags: Settings.Flags = []
        flags.add(.stack, stack, "--stack")
        let settings = try session.settings(for: paths, scope, flags)
        guard let loaded = session.load(paths, settings) else { return }
        session.report(loaded)
        let result = RuleConverter.convert(loaded, to: format, stack: settings.stack, jobs: session.jobs)
        session.report(result.faults, of: loaded)
        session.deliver(Array(result.text.utf8), to: output)
        if let output, session.status < .unusable {
            session.note("wrote \(result.ruleCount) \(result.ruleCount == 1 ? "rule" : "rules") to \(output)")
        }
    }

    private func format() throws(UsageError) -> RuleConverter.Format {
        if let format = RuleConverter.Format(rawValue: to) { return format }
        let known = RuleConverter.Format.allCases.map(\.rawValue).joined(separator: ", ")
        if Self.planned.contains(to) {
            throw UsageError("`--to \(to)` is not supported yet", help: "supported now: \(known)")
        }
        throw UsageError("unknown format `\(to)` in `--to`", help: "supported: \(known)")
    }
}

extension Session {
    /// Loads the rules that paths mean, or those of the settings; nil after it was told which file of the settings cannot
    /// be used.
    mutating func load(_ paths: [String], _ settings: Settings) -> LoadedRules? {
        guard let own = ownFields(settings) else { return nil }
        var options = RuleLoader.Options(jobs: jobs, stack: settings.stack)
        options.files = settings.files
        options.catalog = FieldCatalog(custom: own)
        return RuleLoader.load(settings.paths(paths), options)
    }

    /// Tells why rules were left out, a line each, as findings on standard error.
    mutating func report(_ faults: [Diagnostic], of loaded: LoadedRules) {
        guard !faults.isEmpty else { return }
        let report = FindingReport(
            sources: loaded.sources, findings: faults, ruleCount: loaded.rules.count,
            toolVersion: Tenet.toolVersion)
        diagnostics(ConciseReport.text(report))
        raise(.findings)
    }
}

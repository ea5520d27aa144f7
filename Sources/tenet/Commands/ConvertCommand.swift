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

    @OptionGroup var global: GlobalOptions

    /// Formats that `--to` will take one day.
    private static let planned = ["asset", "dsl", "kuery", "eql", "esql", "lucene", "toml", "yaml"]

    func run(in session: inout Session) throws(UsageError) {
        let format = try format()
        let stack = try StackOption.parse(stack)
        let loaded = RuleLoader.load(paths, .init(jobs: session.jobs, stack: stack))
        session.report(loaded)
        let result = RuleConverter.convert(loaded, to: format, stack: stack, jobs: session.jobs)
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

/// The value of `--stack`.
enum StackOption {
    /// The stack of that text, the newest without one.
    static func parse(_ text: String?) throws(UsageError) -> StackVersion {
        guard let text else { return .newest }
        guard let stack = StackVersion(text) else {
            throw UsageError("`--stack` takes a version such as 8.19, not `\(text)`")
        }
        guard stack.major < StackVersion.newest.major || stack.minor <= StackVersion.newest.minor,
            stack.major <= StackVersion.newest.major
        else {
            let newest = "\(StackVersion.newest.major).\(StackVersion.newest.minor)"
            throw UsageError("stack \(text) is newer than the schemas of this build", help: "the newest is \(newest)")
        }
        return stack
    }
}

extension Session {
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

import ArgumentParser
import Checks
import Diagnostics
import Documents
import Elastic
import Queries
import Reports
import Rules
import Schemas
import SourceText
import Workspace

/// `tenet convert`: writes rules in the formats of other tools.
struct ConvertCommand: PathsCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Convert rules to other formats.",
        discussion: """
            kibana writes a JSON object a line, as Kibana's API accepts it, in the order of the paths. ndjson writes files \
            for Kibana's rule import, with exception lists and connectors, of exports or in files of their own; what is too \
            much for one file goes to several (-o X.ndjson: X.ndjson, X-2.ndjson …), each with all that its rules name. The \
            actions of files of [[actions]] are added to the rules of their rule_ids. asset writes the \
            files of a package of prebuilt rules, <rule_id>_<version>.json, into the folder of -o; without -o one rule \
            is written as its file has it, several an asset a line. A rule without a version there has version 1. toml \
            and yaml write rule files. A rule of an export whose rule_id a file below the folder of -o has updates that \
            file; its [metadata], comments and suppressions stay (--overwrite: written anew). What a repository does not \
            need of an export goes to _bundle.toml beside the rules, and ndjson puts it back.

            Rules that cannot be read are named and omitted, and so are those that Kibana refuses (exit status 1; toml \
            and yaml are still written) and those that --stack has nothing for: a rule of a \
            newer min_stack_version with a warning, one that an older stack would match otherwise with an error. Keys \
            that a stack does not know and that change no match are omitted from its rules: --loss-report lists them.

            dsl, kuery, eql, lucene and esql write the rules' queries in that language, an object a line with rule_id, \
            name, type, language and query; where a part has no counterpart, its place is reported and the rule skipped \
            (docs/translation.md).

            Examples:
              tenet convert --to ndjson -o import.ndjson rules
              tenet convert --to toml -o rules export.ndjson
            """)

    @Argument(
        help: "Rule files, Kibana exports and folders; - is standard input (default: rules/).", completion: .rules)
    var paths: [String] = []

    @Option(
        help: ArgumentHelp(
            "What to write: kibana, ndjson, asset, toml, yaml, dsl, kuery, eql, lucene, esql.", valueName: "format"),
        completion: .words(Self.formats))
    var to: String

    @Option(help: ArgumentHelp("The stack that will run the rules (default: 9.6).", valueName: "X.Y"))
    var stack: String?

    @Option(
        help: ArgumentHelp(
            "Number rules by this lock of published versions (kibana, ndjson, asset).", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var versionLock: String?

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp("Write to a file; with asset, toml and yaml also to a folder.", valueName: "path"),
        completion: .file())
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Write what the format cannot hold as JSON lines; - is standard error.", valueName: "file"),
        completion: .file())
    var lossReport: String?

    @Option(
        help: ArgumentHelp(
            "elastic: also do what Elastic's own build does (threat and tactic tags by the stack's ATT&CK version).",
            valueName: "profile"))
    var profile: Profile?

    @Flag(
        help:
            "With toml and yaml: write over what is there, each rule under its own name, instead of updating its file.")
    var overwrite = false

    @Option(
        help: ArgumentHelp(
            "The most rules of an import file, and the most exception lists and items (default: 9999, Kibana's own).",
            valueName: "number"))
    var maxRules: Int?

    @Option(
        help: ArgumentHelp("The most bytes of an import file (default: 10485760, Kibana's own).", valueName: "number"))
    var maxBytes: Int?

    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?

    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let output, let lossReport { try UsageError.checkOutputs(("-o", output), ("--loss-report", lossReport)) }
        var flags: Settings.Flags = []
        flags.add(.stack, stack, "--stack")
        flags.add(.versionLock, versionLock, "--version-lock")
        flags.add(.profile, profile?.rawValue, "--profile")
        let settings = try session.settings(for: paths, scope, flags)
        if let format = RuleFileWriter.Format(rawValue: to) {
            guard let loaded = session.load(paths, settings, standardInputName: stdinFilename) else { return }
            session.report(loaded)
            return try write(loaded, as: format, in: &session)
        }
        if let target = QueryLanguage(spelling: to) {
            return try translate(to: target, settings, in: &session)
        }
        let format = try format()
        var lock: VersionLock?
        do throws(InputError) {
            lock = try settings.versionLock.map { path throws(InputError) in try VersionLockFile.read(path) }
        } catch {
            return session.error(error)
        }
        guard let loaded = session.load(paths, settings, standardInputName: stdinFilename) else { return }
        session.report(loaded)
        if session.keepsOutput(output, of: loaded) { return }
        let (bundles, errors) = FolderBundle.find(settings.paths(paths), files: loaded.files.map(\.source.path))
        session.report(errors.filter { !loaded.errors.contains($0) })
        var conversion = KibanaConversion(format, stack: settings.stack)
        conversion.lock = lock
        conversion.limits = try limits()
        conversion.asElasticBuilds = settings.selection.profile == .elastic
        var converter = RuleConverter(conversion)
        converter.bundles = bundles
        converter.jobs = session.jobs
        let result = converter.convert(loaded)
        session.report(result.faults, of: loaded)
        // What was asked for and gave nothing did not go well, though no rule has a fault.
        if result.ruleCount == 0, !result.faults.isEmpty { session.raise(.findings) }
        try KibanaOutput(format, output).deliver(result, conversion.limits, to: &session)
        session.reportRefused(result.refused)
        reportLosses(result.losses, of: loaded, to: &session)
    }

    private func limits() throws(UsageError) -> KibanaImportFile.Limits {
        var limits = KibanaImportFile.Limits()
        if let maxRules {
            guard maxRules > 0 else { throw UsageError("`--max-rules` is a number from 1, not \(maxRules)") }
            limits.objects = maxRules
        }
        if let maxBytes {
            guard maxBytes > 0 else { throw UsageError("`--max-bytes` is a number from 1, not \(maxBytes)") }
            limits.bytes = maxBytes
        }
        return limits
    }

    // MARK: queries

    /// What has no counterpart is reported with its place, and the rule has no line.
    private func translate(
        to target: QueryLanguage, _ settings: Settings, in session: inout Session
    ) throws(UsageError) {
        guard let loaded = session.load(paths, settings, standardInputName: stdinFilename) else { return }
        session.report(loaded)
        if session.keepsOutput(output, of: loaded) { return }
        let result = RuleTranslator.translate(
            loaded, to: target, jobs: session.jobs)
        session.report(result.faults, of: loaded)
        session.reportRepeated(result.gaps + result.notes, of: loaded)
        if !result.gaps.isEmpty { session.raise(.unusable) }
        guard session.deliver(Array(result.text.utf8), to: output) else { return }
        let refused = Set(result.gaps.map { "\($0.location.source.index) \($0.ruleID ?? "")" }).count
        if refused > 0 {
            session.note(
                "converted \(SummaryLine.counted(result.ruleCount, "rule")) to \(target.rawValue); "
                    + "\(SummaryLine.counted(refused, "rule")) without a counterpart omitted")
        }
    }

    // MARK: rule files

    private func write(_ loaded: LoadedRules, as format: RuleFileWriter.Format, in session: inout Session)
        throws(UsageError)
    {
        let made = RuleFileWriter.files(of: loaded.files, as: format, today: WallClock.today)
        session.report(made.faults, of: loaded)
        let output = RuleFileOutput(format, output, overwrites: overwrite)
        let losses = output.isFolder && made.bundle != nil ? made.losses : made.losses + made.bundled
        reportLosses(losses, of: loaded, to: &session)
        try output.deliver(made, to: &session)
    }

    /// Losses are lines of the report; without one their number is reported.
    private func reportLosses(_ losses: [Diagnostic], of loaded: LoadedRules, to session: inout Session) {
        let unexpected = losses.count { !$0.isLossByDesign }
        let text = lossReport == nil ? "" : LossLines.text(losses, in: loaded.sources, isWhole: session.isVerbose)
        switch lossReport {
        case InputFile.standardInput?: session.diagnostics(text)
        case let path?: session.deliver(Array(text.utf8), to: path)
        case nil where unexpected > 0:
            session.warning(
                "\(SummaryLine.counted(unexpected, "value")) could not be kept",
                help: "`--loss-report -` lists them")
        case nil: break
        }
    }

    private static var formats: [String] {
        KibanaConversion.Format.allCases.map(\.rawValue) + RuleFileWriter.Format.allCases.map(\.rawValue)
            + QueryLanguage.allCases.map(\.rawValue)
    }

    private func format() throws(UsageError) -> KibanaConversion.Format {
        if let format = KibanaConversion.Format(rawValue: to) { return format }
        throw UsageError(unknown: "unknown format `\(to)` in `--to`", to, among: Self.formats)
    }
}

extension Session {
    /// Names of rules that one line has room for.
    static let mostNames = 5

    /// Reports how many rules Kibana would refuse, and their names.
    mutating func reportRefused(_ names: [String]) {
        if names.isEmpty { return }
        let shown = isVerbose ? names : Array(names.prefix(Self.mostNames))
        let more = names.count - shown.count
        let list = shown.map { "`\($0)`" }.joined(separator: ", ") + (more > 0 ? " and \(more.grouped) more" : "")
        let verb = names.count == 1 ? "is" : "are"
        error(
            "\(SummaryLine.counted(names.count, "rule")) that Kibana refuses \(verb) not written: \(list)",
            status: .findings)
    }

    /// Loads the rules that paths mean, or those of the settings; nil after it was reported which file of the settings cannot
    /// be used.
    mutating func load(
        _ paths: [String], _ settings: Settings, standardInputName: String? = nil
    ) -> LoadedRules? {
        guard var options = loading(settings) else { return nil }
        options.standardInputName = standardInputName
        let loaded = RuleLoader.load(settings.paths(paths), options)
        noteInputs(loaded.files.lazy.map(\.source.path))
        return loaded
    }

    /// Whether nothing was read, so that an output that is there already is kept; it says so.
    mutating func keepsOutput(_ output: String?, of loaded: LoadedRules) -> Bool {
        guard loaded.files.isEmpty, let output, output != InputFile.standardInput, FolderListing.exists(output) else {
            return false
        }
        warning("nothing was converted, so \(output) is not written")
        return true
    }

    /// How the settings have rules loaded; nil after it was reported which file of them cannot be used.
    mutating func loading(_ settings: Settings) -> RuleLoader.Options? {
        guard let own = ownFields(settings) else { return nil }
        var options = RuleLoader.Options(
            jobs: jobs, typing: QueryTyping(stack: settings.stack, catalog: FieldCatalog(custom: own)))
        options.files = settings.files
        return options
    }

    /// Tells why rules were omitted, a line each, as findings on standard error.
    mutating func report(_ faults: [Diagnostic], of loaded: LoadedRules) {
        guard let mostSevere = faults.map(\.severity).max() else { return }
        let report = FindingReport(
            sources: loaded.sources, findings: faults, ruleCount: loaded.rules.count,
            toolVersion: Tenet.toolVersion)
        diagnostics(ConciseReport.text(report, color: colorsErrors))
        if mostSevere == .error { raise(.findings) }
    }
}

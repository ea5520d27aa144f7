import ArgumentParser
import Diagnostics
import Machine
import Reports
import SourceText
import Workspace

/// `tenet match`: events through rules, an alert a line.
struct MatchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "Run rules over events and print the alerts.",
        discussion: """
            A rule's index patterns count for events that name their index. Alerts do not change the exit status.

            Examples:
              tenet match --rules rules events.ndjson
              zcat events.ndjson.gz | tenet match --rules rules.program --stats -
            """)

    @Argument(
        help:
            "Files of events, also gzipped: NDJSON, hits or responses of _search, JSON arrays; - is standard input (default: -).",
        completion: .file())
    var events: [String] = []

    @Option(help: ArgumentHelp("Rule files, folders, or one compiled program.", valueName: "path"), completion: .file())
    var rules: [String] = []

    @Flag(help: "Set the index patterns of the rules aside.")
    var ignoreIndices = false

    @Flag(help: "Write counts and times to standard error as a JSON line.")
    var stats = false

    @Option(help: ArgumentHelp("Threads that match; the order of the alerts stays.", valueName: "n"))
    var workers = 1

    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var scope: ConfigurationOptions
    @OptionGroup var global: GlobalOptions

    /// Rules that are told where the index is checked.
    private static let mostLooks = 20

    func run(in session: inout Session) throws(UsageError) {
        guard !rules.isEmpty else { throw UsageError("`match` needs rules", help: "add `--rules PATH`") }
        guard workers >= 1 else { throw UsageError("`--workers` must be at least 1, not \(workers)") }
        if !ownFields.fields.isEmpty, rules.contains(where: RuleProgram.isProgram) {
            throw UsageError("`--fields` is for rules that are compiled here", help: "give it to `tenet compile`")
        }
        let settings = try session.settings(for: rules, scope, ownFields.flags)
        guard let loading = session.loading(settings) else { return }
        guard let loaded = RuleProgram.load(rules, loading) else {
            throw UsageError(
                "a compiled program must be the only `--rules`", help: "compile all rules into one program")
        }
        session.report(loaded)
        if loaded.program.ruleCount == 0 { return session.error("there is no rule to run") }
        var options = EventRun.Options()
        options.ignoresIndices = ignoreIndices
        options.workers = workers
        options.measuresParsing = stats
        // For reports of alerts that are missing: every rule is run on every event, and compared with what the keys found.
        options.checksIndex = Terminal.environment("TENET_CHECK_INDEX") == "1"
        let lines = AlertLines(loaded.program)
        let (totals, alerts) = session.run(loaded.program, events, options) { hit, bytes in
            lines.append(hit, to: &bytes)
        }
        if totals.index.missed > 0 {
            session.error(
                "the keys of the program miss \(totals.index.missed.grouped) alerts",
                help: "compile the rules again; if this remains, please report it with the rules")
        }
        for rule in totals.looks.indices.sorted(by: { (totals.looks[$0], $1) > (totals.looks[$1], $0) }).prefix(
            Self.mostLooks)
        where totals.looks[rule] > 0 {
            session.note("looked at \(totals.looks[rule].grouped) times: \(loaded.program.rule(rule).name)")
        }
        if stats {
            session.diagnostics(
                MatchStatisticsLine.text(totals, alerts: alerts, rules: loaded.program.ruleCount) + "\n")
        }
    }
}

extension Session {
    /// Runs a program over inputs (none: standard input); `write` makes a hit's line. The number of hits.
    mutating func run(
        _ program: Program, _ events: [String], _ options: EventRun.Options,
        write: (EventRun.Hit, inout [UInt8]) -> Void
    ) -> (totals: EventRun.Totals, hits: Int) {
        var told = EventErrors(isVerbose: isVerbose)
        var hits = 0
        var bytes: [UInt8] = []
        var isOpen = true
        let paths = events.isEmpty ? [InputFile.standardInput] : events
        let step = { (session: inout Session) in
            session.output.write(bytes)
            bytes.removeAll(keepingCapacity: true)
            isOpen = !session.output.isClosed
        }
        let totals = EventRun(program, options).run(paths) { signal in
            switch signal {
            case .hit(let hit):
                hits += 1
                write(hit, &bytes)
                if bytes.count > 32 << 10 { step(&self) }
            case .skipped(let skipped):
                if let message = told.message(for: skipped) { error(message) }
                raise(.unusable)
            case .pause:
                step(&self)
                output.flush()
            }
            return isOpen
        }
        step(&self)
        for message in told.rest { error(message) }
        if totals.events == 0, isOpen, status < .unusable { warning("there is no event in the input") }
        return (totals, hits)
    }

    /// Findings on standard error, in full.
    mutating func tell(_ findings: [Diagnostic], of sources: [SourceFile]) {
        let report = FindingReport(
            sources: sources, findings: findings, ruleCount: 0, toolVersion: Tenet.toolVersion)
        diagnostics(FullReport.text(report, color: colorsErrors, width: Terminal.width(.error)))
    }
}

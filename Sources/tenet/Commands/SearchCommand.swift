import ArgumentParser
import Compiler
import Diagnostics
import Documents
import Machine
import Queries
import Reports
import Schemas
import SourceText
import Workspace

/// `tenet search`: one bare query over events.
struct SearchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Run a bare query over events and print those it finds.",
        discussion: """
            EQL's events come in the order of Elasticsearch: by `@timestamp`, by --tiebreaker, as they are in the input.

            Examples:
              tenet search --language kql 'process.name: "cmd.exe"' events.ndjson
              tenet search --language eql --output count 'process where length(process.name) > 20' hits.json
            """)

    /// What is printed of the events.
    enum OutputKind: String, CaseIterable, ExpressibleByArgument {
        /// The line, as it came.
        case events
        /// `_id`, or the event's number where it has none.
        case ids
        /// How many there are.
        case count
    }

    @Argument(help: "The query.")
    var query: String

    @Argument(
        help:
            "Files of events, also gzipped: NDJSON, hits or responses of _search, JSON arrays; - is standard input (default: -).",
        completion: .file())
    var events: [String] = []

    /// The languages whose queries run over single events.
    static let languages: [QueryLanguage] = [.kql, .lucene, .eql, .dsl]

    @Option(
        help: ArgumentHelp("Query language: kuery (or kql), lucene, eql, dsl.", valueName: "language"),
        completion: QueryLanguage.completion(languages))
    var language: String

    @Option(help: ArgumentHelp("What to print.", valueName: "what"))
    var output: OutputKind = .events

    @Option(
        help: ArgumentHelp(#"Field types, a JSON file such as {"user.name":"keyword"}."#, valueName: "file"),
        completion: .file(extensions: ["json"]))
    var mapping: String?

    @Option(help: ArgumentHelp("What joins words of a Lucene query: OR, AND.", valueName: "operator"))
    var defaultOperator: Lucene.DefaultOperator = .or

    @Option(help: ArgumentHelp("Field that orders events of one time (EQL).", valueName: "field"))
    var tiebreaker: String?

    @Flag(help: "Use no field types of the built-in catalog.")
    var noCatalog = false

    @Option(help: ArgumentHelp("Threads that match; the order of the events stays.", valueName: "n"))
    var workers = 1

    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var configuration: ConfigurationFileOption
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let language = try QueryLanguage.named(language, for: "search", among: Self.languages)
        if !ownFields.fields.isEmpty, mapping != nil || noCatalog {
            throw UsageError("`--fields` adds to the built-in catalog, which `--mapping` and `--no-catalog` replace")
        }
        if tiebreaker != nil, language != .eql {
            throw UsageError("`--tiebreaker` orders the events of an EQL query, not of one in \(language.title)")
        }
        guard workers >= 1 else { throw UsageError("`--workers` must be at least 1, not \(workers)") }
        if mapping != nil, noCatalog {
            throw UsageError("`--mapping` and `--no-catalog` exclude each other", help: "a mapping is all there is")
        }
        guard let search = try compiled(language, in: &session) else { return }
        var options = EventRun.Options()
        options.keepsLines = output == .events
        options.workers = workers
        var hits = 0
        var unknown = search.unknown
        var ordered = search.pipes.map { _ in OrderedHits() }
        let (totals, _) = session.run(search.program, events, options) { hit, bytes in
            guard hit.rule == 0 else {
                unknown?.note(hit.rule - 1)
                return
            }
            if ordered != nil { return ordered?.add(hit) ?? () }
            hits += 1
            append(hit, to: &bytes)
        }
        for hit in ordered?.sorted(search.pipes ?? []) ?? [] {
            hits += 1
            var bytes: [UInt8] = []
            append(hit, to: &bytes)
            session.output.write(bytes)
        }
        if output == .count { session.output.line(String(hits)) }
        guard totals.events > 0, let unknown, let catalog = search.catalog else { return }
        for (name, near) in unknown.missing(catalog) {
            let words = near.map { "`\($0)`" }.joined(separator: " or ")
            session.warning("no event has the field `\(name)`", help: near.isEmpty ? nil : "did you mean \(words)?")
        }
    }

    private func append(_ hit: EventRun.Hit, to bytes: inout [UInt8]) {
        switch output {
        case .events:
            bytes += hit.line
            bytes.append(UInt8(ascii: "\n"))
        case .ids: SearchLines.appendIdentifier(hit, to: &bytes)
        case .count: break
        }
    }

    /// What is run.
    private struct Search {
        /// Rule 0 is the query; a rule for each unknown field follows.
        var program: Program
        /// nil where the fields are not those of the catalog.
        var unknown: UnknownSearchFields?
        var catalog: FieldCatalog?
        /// Of EQL `head` and `tail`, which need all events in order; nil of other languages.
        var pipes: [EQLPipe]?
    }

    /// The program of the query; nil after what is wrong was reported.
    private func compiled(_ language: QueryLanguage, in session: inout Session) throws(UsageError) -> Search? {
        if let mapping {
            guard let types = types(mapping, in: &session) else { return nil }
            return compiled(language, FieldMapping(types), nil, in: &session)
        }
        if noCatalog { return compiled(language, NoFields(), nil, in: &session) }
        let settings = try session.settings(for: [], configuration, ownFields.flags)
        guard let own = session.ownFields(settings) else { return nil }
        var selection = FieldSelection()
        selection.stack = settings.stack
        // The events are of the indices that the files describe.
        selection.indexPatterns = own.flatMap { $0.sources.flatMap(\.indexPatterns) }
        let catalog = FieldCatalog(custom: own)
        return compiled(language, catalog.scope(selection), catalog, in: &session)
    }

    private func compiled(
        _ language: QueryLanguage, _ fields: some FieldLookup, _ catalog: FieldCatalog?, in session: inout Session
    ) -> Search? {
        guard let tree = SourceQuery(language, query, defaultOperator) else { return nil }
        let lowered = tree.withoutPipes.lowered(fields)
        // A name that nothing has finds nothing; a value that cannot be one of its field's fails the query.
        var faults = tree.syntaxIssues + lowered.issues.blocking(.search)
        if case .eql(let query, _) = tree, faults.isEmpty {
            faults = EQL.check(query, fields: fields).blocking(.search)
        }
        if faults.isEmpty, let part = RuleCompiler.unsupportedPart(of: lowered.expr) { faults = [part] }
        guard faults.isEmpty else {
            let source = SourceFile(path: "<query>", text: query)
            let findings = faults.map { $0.moved(to: source.id) }
            session.tell(findings.sorted(by: Diagnostic.precedes), of: [source])
            session.raise(.unusable)
            return nil
        }
        let unknown = catalog.map { UnknownSearchFields(of: lowered.expr, $0) }
        let kept = tiebreaker.map { FieldValue($0, types: fields.types(of: $0)) }
        let program = RuleCompiler.compile(query: lowered.expr, presenceOf: unknown?.names ?? [], keeping: kept)
        return Search(program: program, unknown: unknown, catalog: catalog, pipes: tree.pipes)
    }

    /// The types of a mapping file; nil after it was reported what is wrong.
    private func types(_ path: String, in session: inout Session) -> [String: String]? {
        let bytes: [UInt8]
        do throws(InputError) {
            bytes = try InputFile.readText(path, limit: 64 << 20)
        } catch {
            session.error(error)
            return nil
        }
        let node: Node
        do throws(JSONError) {
            node = try JSONReader.value(of: bytes, in: 0..<bytes.count)
        } catch {
            session.error("\(path) is not JSON: \(error.message)")
            return nil
        }
        var types: [String: String] = [:]
        for entry in node.table?.entries ?? [] {
            guard let type = entry.value.string else {
                session.error("\(path): the type of `\(entry.key)` is not text")
                return nil
            }
            types[entry.key] = type
        }
        if node.table == nil {
            session.error("\(path) is not a JSON object of field types")
            return nil
        }
        return types
    }
}

import ArgumentParser
import Reports
import Schemas
import SourceText
import Workspace

/// `tenet fields import`: fields of the user's own for `--fields`, or the tables of schemas/.
struct FieldsImportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a list of fields from a mapping, a template, a data view, events …",
        discussion: """
            Of files, a list of their fields is written that `--fields` accepts. The content decides what a file is: a \
            mapping (GET index/_mapping), an index or component template, a data view (saved objects or API), field \
            capabilities, a field file of ECS or a package (YAML), names with types, NDJSON events, or such a list.
            Of a folder, the tables of schemas/ are made from published facts.

            Examples:
              tenet fields import mapping.json -o fields.json
              tenet fields import --events events.ndjson --index 'logs-app-*' -o fields.json
            """)

    @Argument(help: "Files; or folders that hold published facts. - is standard input.", completion: .file()) var paths:
        [String]
    @Option(
        name: .shortAndLong, help: "The file to write (default: standard output); for folders, the folder.",
        completion: .file())
    var output: String?
    @Option(help: "What the files are, where the content does not decide it.") var kind: FieldSourceKind?
    @Flag(help: "The files are NDJSON events: names and types are guessed. The same as `--kind events`.")
    var events = false
    @Option(help: "For which index patterns the fields count (default: what the source says, else all). Repeatable.")
    var index: [String] = []
    @OptionGroup var global: GlobalOptions

    /// Notes that are reported for one import.
    private static let mostNotes = 20

    func run(in session: inout Session) throws(UsageError) {
        let isForTables =
            paths.contains { FolderListing.isFolder($0) } || output.map { FolderListing.isFolder($0) } ?? false
        if isForTables { return try writeTables(in: &session) }
        if let output, [".toml", ".yaml", ".yml"].contains(where: output.lowercased().hasSuffix) {
            throw UsageError(
                "fields are written as NDJSON, and \(output) is named like a rule file",
                help: "name a file that ends in .ndjson")
        }
        if events, kind != nil, kind != .events { throw UsageError("`--events` and `--kind` contradict each other") }
        if paths.filter({ $0 == InputFile.standardInput }).count > 1 { throw UsageError("`-` is given twice") }
        var options = FieldSource.Options()
        options.kind = events ? .events : kind
        options.indexPatterns = index
        do throws(InputError) {
            let loaded = try FieldSource.load(paths, options)
            session.noteInputs(paths)
            for note in loaded.notes.prefix(Self.mostNotes) { session.warning(note) }
            let rest = loaded.notes.count - Self.mostNotes
            if rest > 0 { session.warning("and \(rest.grouped) more such notes") }
            session.deliver(CustomFieldLines.write(loaded.fields), to: output)
            let sources = SummaryLine.counted(loaded.fields.sources.count, "source")
            session.note("\(SummaryLine.counted(loaded.fields.fields.count, "field")) of \(sources)")
        } catch {
            session.error(error)
        }
    }

    private func writeTables(in session: inout Session) throws(UsageError) {
        guard let output else { throw UsageError("of a folder, `-o FOLDER` says where the tables go") }
        guard !events, kind == nil, index.isEmpty else {
            throw UsageError("`--events`, `--kind` and `--index` are for files, not for folders")
        }
        let paths = paths
        SchemaWriting.write(to: output, in: &session) { () throws(SchemaImport.Failure) in
            try SchemaImport.fields(paths)
        }
    }
}

extension FieldSourceKind: ExpressibleByArgument {}

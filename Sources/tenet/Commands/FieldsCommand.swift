import ArgumentParser
import Schemas
import Workspace

/// `tenet fields`.
struct FieldsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "Look up fields, and import their tables.",
        subcommands: [Import.self])

    /// `tenet fields import DIR_OR_FILES -o schemas/`.
    struct Import: Command {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Make the field tables of schemas/ from published facts.")

        @Argument(help: "Files, or folders that hold them.") var paths: [String]
        @Option(name: .shortAndLong, help: "The folder to write into.") var output: String
        @OptionGroup var global: GlobalOptions

        func run(in session: inout Session) throws(UsageError) {
            SchemaWriting.write(to: output, in: &session) { () throws(SchemaImport.Failure) in
                try SchemaImport.fields(paths)
            }
        }
    }
}

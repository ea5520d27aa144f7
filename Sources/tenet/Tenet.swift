import ArgumentParser
import Schemas
import Workspace

/// The command line.
@main
struct Tenet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenet",
        abstract: "Compiler and linter for detection rules.",
        version: "tenet \(toolVersion)",
        subcommands: [
            LintCommand.self,
            FormatCommand.self,
            NewCommand.self,
            InitCommand.self,
            ConvertCommand.self,
            LockCommand.self,
            DocsCommand.self,
            InspectCommand.self,
            CompileCommand.self,
            MatchCommand.self,
            SearchCommand.self,
            TestCommand.self,
            ExplainCommand.self,
            ChecksCommand.self,
            ConfigCommand.self,
            QueryCommand.self,
            FieldsCommand.self,
            AttackCommand.self,
            CompletionsCommand.self,
            ManualCommand.self,
        ])

    /// The version of the tool.
    static let toolVersion = "0.1.0"

    /// What `--version --verbose` says: the version, and those of the schemas, a line each.
    static var longVersion: String {
        ([configuration.version] + SchemaVersions.all.map { "\($0.name) \($0.version)" }).joined(separator: "\n")
    }

    static func main() {
        Interrupts.install()
        CommandLineFrame.run(Array(CommandLine.arguments.dropFirst()))
    }
}

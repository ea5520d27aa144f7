import ArgumentParser
import Rules
import Schemas
import SourceText
import Workspace

extension RuleScaffold.Kind: ExpressibleByArgument {}
extension RuleScaffold.Severity: ExpressibleByArgument {}

/// `tenet new`: a rule to be filled in.
struct NewCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a new rule that is ready to be filled in.",
        discussion: """
            Without --name, on a terminal, asks for what it needs. Never overwrites a file.

            Examples:
              tenet new --name "Vault Read" --integration azure --technique T1552.001
              tenet new --name "Shadow Copies Deleted" --type eql --query 'process where process.name == "vssadmin.exe"'
            """)

    @Option(help: "The name of the rule.")
    var name: String?

    @Option(help: ArgumentHelp("The type of the rule.", valueName: "type"))
    var type: RuleScaffold.Kind?

    @Option(help: ArgumentHelp("The rule severity.", valueName: "severity"))
    var severity: RuleScaffold.Severity?

    @Option(
        help: ArgumentHelp("The integration package whose data it reads.", valueName: "package"),
        completion: .integrations)
    var integration: String?

    @Option(help: ArgumentHelp("An index pattern; may be repeated.", valueName: "pattern"))
    var index: [String] = []

    @Option(help: ArgumentHelp("An ATT&CK tactic, by id or name.", valueName: "tactic"))
    var tactic: String?

    @Option(help: ArgumentHelp("A technique or sub-technique, by id or name; may be repeated.", valueName: "technique"))
    var technique: [String] = []

    @Option(help: "The query, in the language of the type.")
    var query: String?

    @Option(help: "Who writes the rule.")
    var author: String?

    @Flag(help: "Write YAML instead of TOML.")
    var yaml = false

    @Option(
        name: [.customShort("o"), .long],
        help: ArgumentHelp(
            "The file, or the folder for it; - is standard output (default: the first folder of tenet.toml, with one for the integration).",
            valueName: "path"), completion: .file())
    var output: String?

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let answers = try answers(in: &session)
        for (option, text) in answers.texts where text.unicodeScalars.contains(where: Self.isControl) {
            throw UsageError("`\(option)` has a control character")
        }
        let scaffold = try answers.scaffold()
        let format: RuleFileWriter.Format = yaml ? .yaml : .toml
        let text = scaffold.text(format)
        if output == InputFile.standardInput { return session.output.write(text) }
        let file = NewFile(path: try path(of: scaffold, format), text: text)
        if file.isTaken(in: "") {
            throw UsageError("\(file.path) is there already", help: "name another file with `-o`")
        }
        do throws(OutputError) {
            try file.write(in: "")
            session.note("wrote \(file.path)")
            session.note("next: write the author, the description and the query, then tenet lint \(file.path)")
        } catch {
            session.error(error)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    private func path(
        of scaffold: RuleScaffold, _ format: RuleFileWriter.Format
    ) throws(UsageError) -> String {
        let name = "\(scaffold.fileName).\(format.rawValue)"
        guard let output else {
            return [try Self.folder(), scaffold.integration, name].compactMap(\.self).joined(separator: "/")
        }
        if output.hasSuffix("/") { return output + name }
        return FolderListing.isFolder(output) ? "\(output)/\(name)" : output
    }

    /// Where the rules of this project are.
    private static func folder() throws(UsageError) -> String {
        do throws(ConfigurationError) {
            return try Settings.read(from: nil).paths([]).first ?? RuleFiles.defaultFolder
        } catch {
            throw UsageError(error.message, help: error.help, isOfConfiguration: true)
        }
    }

    /// What the flags say; on a terminal, what is missing is asked for.
    private func answers(in session: inout Session) throws(UsageError) -> NewRuleAnswers {
        var answers = NewRuleAnswers(
            name: name, kind: type, severity: severity, integration: integration, indices: index, tactic: tactic,
            techniques: technique, query: query, author: author)
        guard name == nil else { return answers }
        guard Terminal.isTerminal(.input), Terminal.isTerminal(.error) else {
            throw UsageError("a rule needs a name", help: "give it with `--name`")
        }
        try answers.ask { question, choices in
            session.diagnostics(choices.isEmpty ? "\(question): " : "\(question) (\(choices)): ")
            return readLine() ?? ""
        }
        return answers
    }
}

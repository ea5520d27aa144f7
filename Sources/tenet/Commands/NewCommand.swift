import ArgumentParser
import Checks
import Compiler
import Diagnostics
import Elastic
import Rules
import Schemas
import SourceText
import Workspace

extension RuleScaffold.Kind: ExpressibleByArgument {}
extension RuleScaffold.Severity: ExpressibleByArgument {}

/// `tenet new`: a rule to be filled in.
struct NewCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write a new rule, and a test beside it, ready to be filled in.",
        discussion: """
            Without --name, on a terminal, prompts for what it needs. Never overwrites a file, and writes none for a query \
            that cannot be parsed. With --integration, the rule goes where the rules of that integration are.

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
            "The file (.toml, .yml, .yaml), or the folder for it; - is standard output (default: the first folder of tenet.toml, with one for the integration).",
            valueName: "path"), completion: .file())
    var output: String?

    @Flag(help: "Write no test beside the rule.")
    var noTest = false

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        let answers = try answers(in: &session)
        for (option, text) in answers.texts where text.unicodeScalars.contains(where: Self.isControl) {
            throw UsageError("`\(option)` has a control character")
        }
        let scaffold = try answers.scaffold()
        let format = try format()
        let text = scaffold.text(format)
        let isPrinted = output == InputFile.standardInput
        let settings = try settings()
        let name =
            isPrinted
            ? Self.fileName(of: scaffold, format) : try path(of: scaffold, format, settings, session.jobs)
        let file = NewFile(path: name, text: text)
        if !isPrinted, file.isTaken(in: "") {
            throw UsageError("\(file.path) exists already", help: "name another file with `-o`")
        }
        guard isSound(file, settings, in: &session) else { return }
        if isPrinted { return session.output.write(text) }
        guard session.write(file) else { return }
        writeTest(of: scaffold, file, in: &session)
        session.note("next: edit the author, the description and the query, then `tenet lint \(file.path)`")
    }

    private func settings() throws(UsageError) -> Settings {
        do throws(ConfigurationError) { return try Settings.read(from: nil) } catch {
            throw UsageError(error.message, help: error.help, isOfConfiguration: true)
        }
    }

    /// Whether the given query can be parsed; false after its errors are reported.
    private func isSound(_ file: NewFile, _ settings: Settings, in session: inout Session) -> Bool {
        guard query != nil else { return true }
        let source = SourceFile(path: file.path, text: file.text)
        var context = CheckContext()
        context.stack = settings.stack
        let errors = CheckRunner.lint(source, context).findings.filter { finding in
            finding.severity == .error && finding.category == CheckInfo.Category.query.rawValue
        }
        if errors.isEmpty { return true }
        session.tell(errors, of: [source])
        session.error("the query has errors, so \(file.path) is not written")
        return false
    }

    /// Writes a test beside the rule: with the event that the sample query matches, or with one that the given query is
    /// likely to exclude, and what the rule makes of it.
    private func writeTest(of scaffold: RuleScaffold, _ rule: NewFile, in session: inout Session) {
        if noTest { return }
        let loaded = LoadedFile(SourceFile(path: rule.path, text: rule.text)).rules.first
        guard let detection = loaded?.detection.detection else { return }
        if let engine = RuleCompiler.missingEngine(for: detection) {
            return session.note("no test is written: \(engine.rules(1)) cannot be run yet")
        }
        var test = NewFile(path: RuleTestScaffold.path(besideRule: rule.path), text: "")
        if test.isTaken(in: "") { return session.note("kept \(test.path) (it exists)") }
        test.text = RuleTestScaffold.text(query: query, isMatch: false)
        guard session.write(test), query != nil else { return }
        if RuleTester.run([test.path]).failureCount > 0 {
            test.text = RuleTestScaffold.text(query: query, isMatch: true)
            session.deliver(Array(test.text.utf8), to: test.path)
        }
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
    }

    /// Not the name of a file that commands read as something else: a rule named "Tenet" is no settings file.
    private static func fileName(of scaffold: RuleScaffold, _ format: RuleFileWriter.Format) -> String {
        RuleFileWriter.fileName(stem: scaffold.fileName, format)
    }

    private func path(
        of scaffold: RuleScaffold, _ format: RuleFileWriter.Format, _ settings: Settings, _ jobs: Int
    ) throws(UsageError) -> String {
        let name = Self.fileName(of: scaffold, format)
        guard let output else {
            let folders = settings.paths([]).filter(FolderListing.isFolder)
            if let integration = scaffold.integration, !folders.isEmpty {
                var options = RuleLoader.Options(jobs: jobs)
                options.files = settings.files
                if let own = RuleFolders.folder(ofIntegration: integration, in: folders, options) { return own + name }
            }
            let folder = settings.paths([]).first ?? RuleFiles.defaultFolder
            return [folder, scaffold.integration, name].compactMap(\.self).joined(separator: "/")
        }
        if output.hasSuffix("/") { return output + name }
        return FolderListing.isFolder(output) || Self.ending(output) == nil ? "\(output)/\(name)" : output
    }

    /// The language of the file, which its name in `-o` may say.
    private func format() throws(UsageError) -> RuleFileWriter.Format {
        let written: RuleFileWriter.Format = yaml ? .yaml : .toml
        guard let output, output != InputFile.standardInput, !FolderListing.isFolder(output),
            let ending = Self.ending(output)
        else { return written }
        guard RuleFileName.isRuleFile(output) else {
            throw UsageError(
                "no command reads \(output) as a rule file",
                help: "name a folder, or a file that ends in .toml, .yml or .yaml and is not a test or settings file")
        }
        guard !yaml || ending != ".toml" else { throw UsageError("`--yaml` writes no .toml file: \(output)") }
        return ending == ".toml" ? .toml : .yaml
    }

    /// The ending of a path's last name: `.toml`; nil for a name without one, which is that of a folder.
    private static func ending(_ path: String) -> Substring? {
        let name = path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return nil }
        return name[dot...]
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

extension Session {
    /// Writes a new file and says so; false after it is reported why it could not be written.
    fileprivate mutating func write(_ file: NewFile) -> Bool {
        do throws(OutputError) {
            try file.write(in: "")
            note("wrote \(file.path)")
            return true
        } catch {
            self.error(error)
            return false
        }
    }
}

import ArgumentParser
import Compiler
import Diagnostics
import Documents
import Machine
import Queries
import Reports
import Rules
import SourceText
import Workspace

/// `tenet inspect`: shows a stage of the pipeline.
struct InspectCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Show a stage of a rule on its way to a program.",
        discussion: """
            Exit status: 1 if the file has syntax errors, 2 if a rule has no such stage, such as the program of a rule that \
            cannot be run. What is wrong is reported on standard error.

            Examples:
              tenet inspect --stage expr rules/a.toml
              tenet inspect --stage tree --output-format tagged rules/a.toml
            """)

    /// How far the rule is taken.
    enum Stage: String, CaseIterable, ExpressibleByArgument { case tree, rule, expr, passes, program }

    /// `tagged` is toml-test's JSON of a TOML tree.
    enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case text, tagged }

    @Option(help: ArgumentHelp("How far the rule is taken.", valueName: "stage"))
    var stage: Stage

    @Option(help: ArgumentHelp("How the stage is written; tagged only for --stage tree.", valueName: "format"))
    var outputFormat: OutputFormat = .text

    @Option(help: ArgumentHelp("The name of what comes from standard input.", valueName: "name"))
    var stdinFilename: String?

    @Argument(help: "A rule file; - is standard input.", completion: .rules)
    var file: String

    @OptionGroup var ownFields: OwnFieldOptions
    @OptionGroup var configuration: ConfigurationFileOption
    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if outputFormat == .tagged, stage != .tree {
            throw UsageError("`--output-format tagged` shows a tree", help: "add `--stage tree`")
        }
        let source: SourceFile
        do throws(InputError) {
            source = try RuleLoader.read(file, id: SourceID(0), standardInputName: stdinFilename)
        } catch {
            return session.error(error)
        }
        if outputFormat == .tagged, DocumentSyntax(path: source.path) != .toml {
            throw UsageError("`--output-format tagged` is for TOML files", help: "use `--output-format text`")
        }
        let start = file == InputFile.standardInput ? stdinFilename ?? "." : file
        let settings = try session.settings(for: [start], configuration, ownFields.flags)
        guard let loading = session.loading(settings) else { return }
        let loaded = LoadedFile(source, loading.typing)
        report(loaded, to: &session)
        let isBroken = loaded.syntaxFindings.contains { $0.severity == .error }
        if isBroken { session.raise(.findings) }
        // A tagged tree with gaps would pass for the tree of the file.
        if outputFormat == .tagged, isBroken { return }
        if stage == .tree { return showTrees(loaded, to: &session) }
        for (index, rule) in loaded.rules.enumerated() {
            if index > 0 { session.output.line("---") }
            show(rule, to: &session)
        }
        guard loaded.rules.isEmpty else { return }
        session.tell(loaded.notRules, of: [source])
        session.raise(.unusable)
    }

    /// The trees of all documents, whatever the file is; of an import file those of its objects.
    private func showTrees(_ loaded: LoadedFile, to session: inout Session) {
        let objects = loaded.kind == .kibana ? loaded.kibana?.objects.map(\.document) : nil
        for (index, document) in (objects ?? loaded.parsed.documents).enumerated() {
            if index > 0 { session.output.line("---") }
            switch outputFormat {
            case .text: session.output.write(DocumentTree.text(document, loaded.source))
            case .tagged: session.output.line(TOMLTagged.json(document).text)
            }
        }
    }

    private func report(_ loaded: LoadedFile, to session: inout Session) {
        let report = FindingReport(
            sources: [loaded.source], findings: loaded.syntaxFindings.sorted(by: Diagnostic.precedes),
            ruleCount: loaded.rules.count, toolVersion: Tenet.toolVersion)
        session.diagnostics(FullReport.text(report, color: session.colorsErrors, width: Terminal.width(.error)))
    }

    private func show(_ loaded: LoadedRule, to session: inout Session) {
        switch stage {
        case .tree: session.output.write(DocumentTree.text(loaded.document, loaded.source))
        case .rule: session.output.write(RuleListing.text(loaded.rule, loaded.source))
        case .expr:
            guard let query = loaded.query else { return missing("query that can be read", loaded, &session) }
            guard let first = query.exprs.first else { return missing("query with a condition", loaded, &session) }
            session.output.write(ExprText.text(first))
            for (index, expr) in query.exprs.enumerated().dropFirst() {
                session.output.line("stage \(index + 1):")
                session.output.write(ExprText.text(expr))
            }
            // After the query, because their places are those of the file.
            for (name, part) in [("filters", query.filters), ("exceptions", query.exceptions)] {
                guard let part else { continue }
                session.output.line("\(name):")
                session.output.write(ExprText.text(part.expr))
            }
        case .passes, .program:
            let faults = loaded.faults(for: .run)
            guard faults.isEmpty, let detection = loaded.detection.detection,
                let runnable = loaded.rule.runnable(detection)
            else { return refuse(loaded, faults, &session) }
            if !RuleCompiler.isCompiled(detection), let engine = RuleCompiler.missingEngine(for: detection) {
                return session.error("\(loaded.source.path) is not compiled: \(engine.rules(1)) cannot be run yet")
            }
            if stage == .passes { return session.output.write(RuleCompiler.passes(of: detection)) }
            session.output.write(RuleCompiler.compile([runnable]).disassembly())
        }
    }

    /// Reports why a rule has no program. Errors of the file's text were reported before.
    private func refuse(_ loaded: LoadedRule, _ faults: [Diagnostic], _ session: inout Session) {
        let known = Set(loaded.syntaxFindings)
        let others = faults.filter { !known.contains($0) }
        if !others.isEmpty { session.tell(others, of: [loaded.source]) }
        session.raise(.unusable)
    }

    private func missing(_ what: String, _ loaded: LoadedRule, _ session: inout Session) {
        session.error(
            "\(loaded.source.path) has no \(what)", help: "`tenet lint \(loaded.source.path)` says more")
    }
}

import ArgumentParser
import Schemas
import SourceText
import Workspace

/// `tenet fields`.
struct FieldsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fields", abstract: "Look up fields, and import lists of them.",
        subcommands: [Show.self, FieldsImportCommand.self, FieldsSampleCommand.self], defaultSubcommand: Show.self)

    /// `tenet fields NAME`.
    struct Show: Command {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show which tables define a field, its type there, and why they count.",
            discussion: """
                With an index pattern, a data set or an integration, the tables are those of a rule that names it: which \
                one decides the type, in which version, and which disagree. A name with * lists the fields that match; \
                words list the fields whose names have all of them.

                Examples:
                  tenet fields process.name --index 'logs-endpoint.events.*'
                  tenet fields command line
                """)

        /// How answers are written.
        enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

        @Argument(help: "Field names, patterns with *, or words of names (default, with --index: all fields).")
        var names: [String] = []
        @Option(help: "An index pattern: says which table decides the type there. Repeatable.") var index: [String] = []
        @Option(help: "A data set that the query names (event.dataset). Repeatable.") var dataset: [String] = []
        @Option(
            help: "An integration that the rule names (metadata.integration). Repeatable.", completion: .integrations)
        var integration: [String] = []
        @Option(help: ArgumentHelp("The stack, such as 8.19 (default: the newest).", valueName: "x.y"))
        var stack: String?
        @Option(help: ArgumentHelp("How the answer is written.", valueName: "format"))
        var outputFormat: OutputFormat = .text
        @OptionGroup var ownFields: OwnFieldOptions
        @OptionGroup var scope: ConfigurationOptions
        @OptionGroup var global: GlobalOptions

        func run(in session: inout Session) throws(UsageError) {
            var flags = ownFields.flags
            flags.add(.stack, stack, "--stack")
            let settings = try session.settings(for: [], scope, flags)
            let selection = selection(settings.stack)
            let isNarrowed = !(index.isEmpty && dataset.isEmpty && integration.isEmpty)
            if names.isEmpty, !isNarrowed { throw UsageError("`fields` needs a name, or `--index PATTERN`") }
            guard let own = session.ownFields(settings) else { return }
            let lookup = FieldAnswers(FieldCatalog(custom: own), isNarrowed ? selection : nil, stack: selection.stack)
            let answers = answers(of: lookup)
            switch outputFormat {
            case .json: session.output.write(FieldAnswerLines.json(answers))
            case .text:
                for answer in answers {
                    for line in FieldPage.lines(answer) { session.output.line(line) }
                }
            }
            for answer in answers where !answer.isKnown {
                let near = answer.suggestions.map { "`\($0)`" }
                session.error(
                    FieldPage.missing(answer, index.isEmpty ? dataset + integration : index),
                    help: near.isEmpty ? nil : "did you mean \(near.joined(separator: ", "))?", status: .findings)
            }
            if answers.count >= FieldAnswers.mostListed {
                session.warning("only the first \(FieldAnswers.mostListed.grouped) fields are listed")
            }
        }

        /// An answer for each name; words that are no name of a field are looked for in names.
        private func answers(of lookup: FieldAnswers) -> [FieldAnswers.Answer] {
            if names.isEmpty { return lookup.answers(to: "*") }
            var answers: [FieldAnswers.Answer] = []
            var unknown: [FieldAnswers.Answer] = []
            for name in names {
                let found = lookup.answers(to: name)
                // A name, and no word, that is near a known one is misspelled.
                let isName = name.contains { [".", "_", "*", "@"].contains($0) }
                let isWord = !isName || found.allSatisfy(\.suggestions.isEmpty)
                if found.contains(where: \.isKnown) || !isWord { answers += found } else { unknown += found }
            }
            let listed = lookup.answers(containing: unknown.map(\.name))
            return answers + (listed.isEmpty ? unknown : listed)
        }

        private func selection(_ stack: StackVersion) -> FieldSelection {
            var selection = FieldSelection()
            selection.stack = stack
            selection.indexPatterns = index
            selection.datasets = dataset
            selection.integrations = integration
            // Whoever names an integration here wants its fields.
            selection.everyIntegrationCounts = true
            return selection
        }
    }
}

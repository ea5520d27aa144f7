import ArgumentParser
import Checks
import Workspace

extension CheckInfo.Category: ExpressibleByArgument {}

/// `tenet checks`: the list of checks.
struct ChecksCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "checks", abstract: "List checks.",
        discussion: """
            With words, lists the checks whose ID, category or summary has all of them.

            Examples:
              tenet checks wildcard
              tenet checks --category query --profile strict --output-format json
            """)

    enum OutputFormat: String, CaseIterable, ExpressibleByArgument { case text, json }

    @Argument(help: "Words to look for.")
    var words: [String] = []

    @Option(help: ArgumentHelp("List the checks of this category only. Repeatable.", valueName: "category"))
    var category: [CheckInfo.Category] = []

    @Option(
        help: ArgumentHelp("List the checks of this profile only, with their severity there.", valueName: "profile"))
    var profile: Profile?

    @Option(help: ArgumentHelp("Format of the list.", valueName: "format"))
    var outputFormat: OutputFormat = .text

    @Option(
        help: ArgumentHelp("Write a Markdown page for each check, and an index, instead.", valueName: "folder"),
        completion: .directory)
    var pages: String?

    @OptionGroup var global: GlobalOptions

    func run(in session: inout Session) throws(UsageError) {
        if let pages {
            guard words.isEmpty, category.isEmpty, profile == nil, outputFormat == .text else {
                throw UsageError("`--pages` writes the pages of all checks", help: "remove the other options")
            }
            return writePages(to: pages, in: &session)
        }
        let found = CheckRegistry.all.filter(isWanted)
        if found.isEmpty {
            let near = words.first.map { CheckSuggestions.nearest($0) } ?? []
            let names = near.map { "`\($0)`" }.joined(separator: ", ")
            session.error(
                "no check matches", help: near.isEmpty ? CheckSuggestions.list : "did you mean \(names)?",
                status: .findings)
        }
        switch outputFormat {
        case .json: session.output.write(CheckLines.json(found, in: profile))
        case .text where found.isEmpty: break
        case .text: session.output.write(CheckPage.table(found, in: profile, columns: Terminal.width(.output)))
        }
    }

    private func isWanted(_ check: any Check.Type) -> Bool {
        let info = check.info
        if let profile, info.profile > profile { return false }
        if !category.isEmpty, !category.contains(info.category) { return false }
        let text = "\(info.id) \(info.category.rawValue) \(info.summary)".lowercased()
        return words.allSatisfy { text.contains($0.lowercased()) }
    }

    private func writePages(to folder: String, in session: inout Session) {
        let files = CheckPage.reference()
        do throws(OutputError) {
            try FolderListing.make(folder)
            for file in files { try AtomicFile.write(Array(file.text.utf8), to: "\(folder)/\(file.name)") }
        } catch {
            return session.error(error)
        }
        session.note("wrote \(files.count) files to \(folder)")
    }
}
